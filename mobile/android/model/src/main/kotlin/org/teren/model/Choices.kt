package org.teren.model

import java.time.Duration
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import org.teren.core.Kept

/** Light, dark, or as the phone is. */
enum class Shade { SYSTEM, LIGHT, DARK }

/** After how long away the PIN is asked again. */
enum class LockAfter(val away: Duration) {
    AT_ONCE(Duration.ZERO),
    A_MINUTE(Duration.ofMinutes(1)),
    FIVE_MINUTES(Duration.ofMinutes(5)),
    A_QUARTER(Duration.ofMinutes(15)),
}

/** How long before a planned session there is a reminder. */
enum class RemindBefore(val lead: Duration?) {
    NEVER(null),
    HALF_AN_HOUR(Duration.ofMinutes(30)),
    AN_HOUR(Duration.ofHours(1)),
    A_DAY(Duration.ofDays(1)),
}

/** What was chosen on this phone, by whoever uses it, and is remembered. */
class Choices(private val kept: Kept) {
    data class State(
        val shade: Shade,
        val remindBefore: RemindBefore,
        /** What members chose while the app runs, by their labels. */
        val lockAfter: Map<String, LockAfter> = emptyMap(),
    )

    private val chosen = MutableStateFlow(
        State(
            remembered(SHADE, Shade.SYSTEM),
            remembered(REMIND_BEFORE, RemindBefore.AN_HOUR),
        ),
    )
    val state: StateFlow<State> = chosen.asStateFlow()

    fun shade(shade: Shade) {
        kept[SHADE] = shade.name
        chosen.value = chosen.value.copy(shade = shade)
    }

    /** Each member of a shared phone has an own. */
    fun lockAfter(label: String): LockAfter = chosen.value.lockAfter[label]
        ?: remembered(lockAfterOf(label), LockAfter.A_MINUTE)

    fun lockAfter(label: String, after: LockAfter) {
        kept[lockAfterOf(label)] = after.name
        chosen.value = chosen.value.run { copy(lockAfter = lockAfter + (label to after)) }
    }

    fun remindBefore(before: RemindBefore) {
        kept[REMIND_BEFORE] = before.name
        chosen.value = chosen.value.copy(remindBefore = before)
    }

    /** Nothing of this member is remembered any more. */
    fun forget(label: String) {
        kept[ForMeModel.seenBy(label)] = null
        kept[ReadCodesModel.readBy(label)] = null
        kept[lockAfterOf(label)] = null
        chosen.value = chosen.value.run { copy(lockAfter = lockAfter - label) }
    }

    /** What a newer or older app remembered and this one does not know counts as not chosen. */
    private inline fun <reified E : Enum<E>> remembered(name: String, otherwise: E): E =
        enumValues<E>().find { it.name == kept[name] } ?: otherwise

    private companion object {
        const val SHADE = "shade"
        const val REMIND_BEFORE = "remind-before"

        fun lockAfterOf(label: String) = "lock-after $label"
    }
}
