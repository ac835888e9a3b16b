package org.teren.ui

import androidx.compose.ui.test.DesktopComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsNodeInteractionsProvider
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.runDesktopComposeUiTest
import org.teren.model.AppModel
import org.teren.model.Shade

/** A screen as a test looks at it. */
data class Look(
    val screen: String,
    val language: String,
    val fontScale: Float = 1f,
    val density: Float = 1f,
    val shade: Shade = Shade.LIGHT,
) {
    override fun toString() = listOfNotNull(
        screen, language, "large letters".takeIf { fontScale > 1f },
        "dark".takeIf { shade == Shade.DARK },
    ).joinToString()
}

/** Every screen, and the steps of recording, in one language. */
fun everyLook(language: String, fontScale: Float = 1f, density: Float = 1f) =
    (SCREENS.keys + STEPS).map { Look(it, language, fontScale, density) }

/** Shows a screen on a phone's glass and looks at it. */
@OptIn(ExperimentalTestApi::class)
fun lookAt(look: Look, at: DesktopComposeUiTest.(app: AppModel) -> Unit) {
    val (wide, high) = listOf(WIDE, HIGH).map { (it * look.density).toInt() }
    runDesktopComposeUiTest(wide, high) {
        val stage = Stage()
        val isStep = look.screen in STEPS
        stage.app.choices.shade(look.shade)
        val app = SCREENS.getValue(if (isStep) "count" else look.screen)(stage)
        setContent { Shown(app, look.language, look.fontScale, look.density) }
        waitForIdle()
        if (isStep) tap(StringsXml(look.language).text("step_${look.screen}"))
        TAPS[look.screen]?.let { tap(StringsXml(look.language).text(it)) }
        at(app)
    }
}

/** Taps what says this, after bringing it onto the glass. */
fun SemanticsNodeInteractionsProvider.tap(words: String) {
    val found = onAllNodes(hasText(words) and hasClickAction())
    val node = found[0]
    runCatching { node.performScrollTo() }
    node.performClick()
}
