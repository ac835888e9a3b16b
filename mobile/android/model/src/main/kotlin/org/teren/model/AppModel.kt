package org.teren.model

import java.time.Duration
import java.time.Instant
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import org.teren.core.MemberHere
import org.teren.core.Phone
import org.teren.core.Teren
import org.teren.core.Trouble

/** Who uses the phone, which screen is open, and when all of it closes. */
class AppModel(
    val phone: Phone,
    scope: CoroutineScope,
    val choices: Choices,
    val reminding: Reminding = Reminding { _, _ -> },
    /** Drops what the platform keeps of a member whose work is gone. */
    private val dropped: (label: String) -> Unit = {},
    now: () -> Instant = Instant::now,
) : Model<AppModel.State>(State(null, null, emptyList(), emptyList()), scope) {
    data class State(
        /** The work of whoever uses the phone. */
        val real: OpenWork?,
        /** Work as if, on top of it. */
        val practice: OpenWork?,
        /** The open screen last; empty until it is known who has joined. */
        val way: List<Screen>,
        val members: List<MemberHere>,
        /** Whose work cannot be read and may be set aside. */
        val unreadable: String? = null,
        /** Whether work was closed without a PIN to lock it. */
        val closedOpenly: Boolean = false,
    ) {
        /** What the screens show and change. */
        val open get() = practice ?: real
        val teren get() = open?.teren
        val screen get() = way.lastOrNull()

        /** The session that is being recorded, also while another screen lies over it. */
        val recorded get() = way.filterIsInstance<Screen.Record>().lastOrNull()?.id
    }

    /** Whether the open work has a PIN: without one there is nothing to lock it with. */
    private var hasPin = false
    private val absence = Absence(now)
    private var closesLater: Job? = null

    /** Where the member was before the app was ended, until the work is open again. */
    private var wanted: Whereabouts? = null

    /** The session and the step that the open screen of recording shows, to be come back to. */
    var recording: Screen.Record? = null
        private set

    /**
     * Looks who has joined here, and opens the only one; nothing when that is known already.
     * Whoever [was] somewhere comes there again.
     */
    fun start(was: Whereabouts? = null) = act {
        if (state.value.way.isEmpty()) find(was)
    }

    /** Looks once more, after what went wrong. */
    fun again() = act { find(wanted) }

    fun choose(label: String) = act { comeTo(label, phone.members()) }

    /** Somebody has shown that it is them. */
    fun entered(teren: Teren) = act { enter(teren, phone.members()) }

    /** Somebody has joined, and is asked for a PIN once. */
    fun joined(teren: Teren) = act {
        wanted = Whereabouts(teren.label, listOf(Screen.FirstPin))
        enter(teren, phone.members())
    }

    /**
     * Takes work that cannot be read out of the way, so that the member can join again. Nothing of
     * it is deleted.
     */
    fun setAside(label: String) = act {
        phone.setAside(label)
        leadToJoin(phone.members())
    }

    /** The organisation had a member's work here destroyed: nothing that tells of it stays. */
    fun wiped(label: String): Job {
        val gone = state.value.takeIf { it.real?.teren?.label == label }
        if (gone != null) conceal()
        return act {
            gone?.run { listOfNotNull(practice, real) }?.forEach { it.close() }
            forget(label)
            if (state.value.real == null) leadToJoin(phone.members())
            throw Trouble.Wiped("the work of `$label`")
        }
    }

    /** Takes the open work off the phone; refused while anything of it is nowhere else. */
    fun leave() = act {
        val open = state.value.real ?: return@act
        open.teren.leave()
        conceal()
        open.close()
        forget(open.teren.label)
        leadToJoin(phone.members())
    }

    private suspend fun forget(label: String) {
        reminding.remind(label, emptyList())
        choices.forget(label)
        dropped(label)
        phone.forget(label)
    }

    private fun leadToJoin(members: List<MemberHere>) {
        val way = if (members.isEmpty()) emptyList() else listOf(Screen.Members)
        show { State(null, null, way + Screen.Join, members) }
    }

    private suspend fun find(was: Whereabouts?) {
        val members = orMembers(emptyList()) { phone.members() }
        wanted = was?.takeIf { it.label in members.map(MemberHere::label) }
        val label = wanted?.label ?: members.singleOrNull()?.label
        when {
            members.isEmpty() -> show { State(null, null, listOf(Screen.Join), members) }
            label == null -> show { State(null, null, listOf(Screen.Members), members) }
            else -> comeTo(label, members)
        }
    }

    /** Whatever goes wrong on the way in, there is one on. */
    private suspend fun <T> orMembers(members: List<MemberHere>, work: suspend () -> T): T = try {
        work()
    } catch (trouble: Trouble) {
        show { State(null, null, listOf(Screen.Members), members) }
        throw trouble
    }

    fun joinAnother() = go(Screen.Join)

    /** Closes what is open, so that nothing of it can be seen, and asks who goes on. */
    fun switchMember() = close(asked = false)

    /**
     * Closes what is open at once: the screen first, the work once what was tapped is saved. Asks
     * for the PIN, or who goes on where there is none.
     */
    fun lock() = close(asked = true)

    /** Whether the open work has a PIN from now on. */
    fun pinIs(set: Boolean) {
        hasPin = set
    }

    /** The app sends the member to the camera or to a file, and back: that gets some time. */
    fun errand() = absence.errand()

    /** Nobody looks any more: the work closes when that lasts. */
    fun left() {
        absence.begin()
        closeLater()
    }

    /** Somebody looks again. A phone that slept has let no time pass; its clock has. */
    fun cameBack() {
        closesLater?.cancel()
        val isTooLong = patience()?.let(absence::isLonger) ?: false
        absence.end()
        if (isTooLong) timeIsUp()
    }

    /** How long whoever has work open may be away; none when nothing locks it. */
    private fun patience(): Duration? =
        state.value.real?.teren?.label?.takeIf { hasPin }?.let(choices::lockAfter)?.away

    private fun closeLater() {
        val left = patience()?.let(absence::left) ?: return
        closesLater?.cancel()
        closesLater = scope.launch {
            delay(left.toMillis())
            timeIsUp()
        }
    }

    /** Closes what is open; whoever says the PIN is where they were. */
    private fun timeIsUp() {
        val was = whereabouts()
        lock()
        wanted = was
    }

    /** Opens work as if, on top of the own. */
    fun practise() = act {
        val real = state.value.real ?: return@act
        if (state.value.practice != null) return@act
        val asIf = OpenWork(real.teren.practise(), scope)
        show { it.copy(practice = asIf, way = listOf(Screen.Today)) }
    }

    /** Back to the own work; nothing is left of the other. */
    fun endPractice() = act {
        val asIf = state.value.practice ?: return@act
        show { it.copy(practice = null, way = listOf(Screen.Today)) }
        asIf.close()
    }

    fun go(screen: Screen) {
        val left = recording
        recording = null
        show { state ->
            val way = if (left == null) state.way else state.way.dropLast(1) + left
            state.copy(way = if (screen in TABS) listOf(screen) else way + screen)
        }
    }

    /** A colleague's file came: real work takes it in, as soon as it is open. */
    fun takeTogether() {
        val (_, practice, way) = state.value
        if (practice == null && way.lastOrNull() != Screen.Together) go(Screen.Together)
    }

    /** Whether there was a way back. */
    fun back(): Boolean {
        val way = state.value.way
        if (way.size < 2) return false
        recording = null
        show { it.copy(way = way.dropLast(1)) }
        return true
    }

    /** The open screen of recording shows this step of this session, which it may have begun. */
    fun records(id: String, step: Step) {
        if (state.value.screen is Screen.Record) recording = Screen.Record(id, step)
    }

    /** Where the member is, for when the system ends the app. Of practice nothing is left. */
    fun whereabouts(): Whereabouts? {
        val label = state.value.real?.teren?.label ?: return wanted
        val way = state.value.way.takeIf { state.value.practice == null } ?: listOf(Screen.Today)
        val record = recording?.takeIf { way.last() is Screen.Record }
        return Whereabouts(label, if (record == null) way else way.dropLast(1) + record)
    }

    private suspend fun comeTo(label: String, members: List<MemberHere>) = try {
        orMembers(members) { open(label, members) }
    } catch (trouble: Trouble.Unreadable) {
        show { it.copy(unreadable = label) }
        throw trouble
    }

    private suspend fun open(label: String, members: List<MemberHere>) {
        if (phone.lock(label).pin) {
            val way = listOf(Screen.Members, Screen.Unlock(label))
            show { State(null, null, way, members) }
        } else {
            enter(phone.open(label), members)
        }
    }

    private suspend fun enter(teren: Teren, members: List<MemberHere>) {
        val open = state.value.real?.teren
        if (open != null && open !== teren) {
            // Somebody else went on while this was opened, and is not shown another's work.
            teren.close()
            return
        }
        hasPin = teren.lock.state().pin
        val way = wanted?.takeIf { it.label == teren.label }?.way ?: listOf(Screen.Today)
        wanted = null
        val work = OpenWork(teren, scope) { wiped(teren.label) }
        show { State(work, null, way, members) }
        // Nobody may look any more since it was being opened.
        closeLater()
    }

    private fun close(asked: Boolean): Job {
        val open = state.value.run { listOfNotNull(practice, real) }
        val label = state.value.real?.teren?.label
        val closedOpenly = asked && label != null && !hasPin
        conceal()
        show { it.copy(closedOpenly = closedOpenly) }
        return act {
            open.forEach { it.close() }
            val members = phone.members()
            val isLocked = asked && label != null && phone.lock(label).pin
            val next = label?.takeIf { isLocked }?.let { listOf(Screen.Unlock(it)) }.orEmpty()
            show {
                // Whoever went on meanwhile goes on.
                val way = if (it.way == listOf(Screen.Members)) it.way + next else it.way
                it.copy(way = way, members = members)
            }
        }
    }

    /** Shows nothing of anybody's work from now on. */
    private fun conceal() {
        wanted = null
        recording = null
        closesLater?.cancel()
        show { State(null, null, listOf(Screen.Members), it.members) }
    }
}
