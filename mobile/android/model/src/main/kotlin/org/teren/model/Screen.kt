package org.teren.model

/** Where in the app somebody is. */
sealed interface Screen {
    data object Join : Screen

    data object Members : Screen

    /** The PIN of a member before the work opens. */
    data class Unlock(val label: String) : Screen

    /** The way in by an administrator's code. */
    data class ForgottenPin(val label: String) : Screen

    /** Whether to set a PIN, right after joining. */
    data object FirstPin : Screen

    data object Today : Screen

    /** Recording a session, a new one when it has no id yet: at a step, else at the counter. */
    data class Record(val id: String?, val step: Step? = null) : Screen

    data object Sessions : Screen

    data class Session(val id: String) : Screen

    data object ForMe : Screen

    data object Sync : Screen

    data object More : Screen

    data object Together : Screen

    /** A session, or all that is unsent, as codes for another phone. */
    data class ShowCodes(val session: String?) : Screen

    data object ReadCodes : Screen

    data object Helpline : Screen

    data object Settings : Screen

    /** Setting, changing and removing the own PIN. */
    data object Pin : Screen

    /** Taking the own work off the phone. */
    data object Leave : Screen

    data object About : Screen
}

/** The screens that the bar below leads to. */
val TABS = listOf(Screen.Today, Screen.Sessions, Screen.ForMe, Screen.More)
