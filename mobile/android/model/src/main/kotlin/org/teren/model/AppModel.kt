package org.teren.model

import kotlinx.coroutines.CoroutineScope
import org.teren.core.MemberHere
import org.teren.core.Phone
import org.teren.core.Teren

/** Who uses the phone, and which screen is open. */
class AppModel(
    val phone: Phone,
    scope: CoroutineScope,
) : Model<AppModel.State>(State(null, emptyList(), emptyList()), scope) {
    data class State(
        /** The one whose work is open. */
        val teren: Teren?,
        /** The open screen last; empty until it is known who has joined. */
        val way: List<Screen>,
        val members: List<MemberHere>,
    ) {
        val screen get() = way.lastOrNull()
    }

    /** Looks who has joined here, and opens the only one; nothing when that is known already. */
    fun start() = act {
        if (state.value.way.isNotEmpty()) return@act
        val members = phone.members()
        when (members.size) {
            0 -> show { State(null, listOf(Screen.Join), members) }
            1 -> enter(phone.open(members.single().label), members)
            else -> show { State(null, listOf(Screen.Members), members) }
        }
    }

    fun choose(label: String) = act { enter(phone.open(label), phone.members()) }

    /** Somebody has joined. */
    fun joined(teren: Teren) = act { enter(teren, phone.members()) }

    fun joinAnother() = go(Screen.Join)

    /** Closes what is open, so that nothing of it can be seen, and asks who goes on. */
    fun switchMember() = act {
        state.value.teren?.close()
        val members = phone.members()
        show { State(null, listOf(Screen.Members), members) }
    }

    fun go(screen: Screen) {
        show { state ->
            val way = if (screen in TABS) listOf(screen) else state.way + screen
            state.copy(way = way)
        }
    }

    /** The same screen shows something else now: there is no way back to what it showed. */
    fun turn(screen: Screen) {
        show { it.copy(way = it.way.dropLast(1) + screen) }
    }

    /** Whether there was a way back. */
    fun back(): Boolean {
        val way = state.value.way
        if (way.size < 2) return false
        show { it.copy(way = way.dropLast(1)) }
        return true
    }

    private fun enter(teren: Teren, members: List<MemberHere>) {
        show { State(teren, listOf(Screen.Today), members) }
    }
}
