package org.teren.model

import java.time.Instant
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import org.teren.core.Asked
import org.teren.core.Campaign
import org.teren.core.Edit
import org.teren.core.Named
import org.teren.core.Phone
import org.teren.core.Place
import org.teren.core.Point
import org.teren.core.Query
import org.teren.core.Question
import org.teren.core.Session
import org.teren.core.Teren
import org.teren.core.Venue
import org.teren.core.Vocabulary
import org.teren.core.Warning

/** The steps of recording, in their order. Each saves itself; one can go to any of them. */
enum class Step { WHAT, WHERE, WHO, COUNT, GIVEN, ASKED, SAID, PHOTOS }

/** Something that can be taken back in the step where it was done. */
sealed interface Done {
    val step: Step

    /** [by] more in a cell. */
    data class Tap(override val step: Step, val cell: String, val by: Int) : Done

    /** A time of a group taken back, with these answers. */
    data class Unasked(
        override val step: Step,
        val time: String,
        val answers: Map<String, String>,
    ) : Done
}

/** Recording a session: from its kind to its end, each tap on the disk before the number moves. */
class RecordModel(
    private val teren: Teren,
    private val phone: Phone,
    private val id: String?,
    scope: CoroutineScope,
    private val language: String = "en",
    /** Where it goes on; the counter when nothing is said. */
    private val at: Step? = null,
    private val now: () -> Instant = Instant::now,
) : Model<RecordModel.State>(State.empty(teren.me.id, phone.vocabulary), scope) {
    data class State(
        val me: String,
        val vocabulary: Vocabulary,
        val step: Step,
        /** None until its kind is said. */
        val session: Session?,
        val colleagues: List<Named>,
        val campaigns: List<Campaign>,
        /** What the organisation hands out; empty when it has said nothing. */
        val materials: List<Named>,
        val recent: List<Place>,
        val search: String,
        val found: List<Venue>,
        /** What the campaign asks. */
        val asked: Asked,
        /** Times of groups that are shown whatever is answered there. */
        val begun: Set<String>,
        /** What can be taken back, the last one last. */
        val done: List<Done>,
        /** The notes as they stand in the editor. */
        val notes: String,
        /** What in them should not be there. */
        val warnings: List<Warning>,
        val ended: Boolean,
    ) {
        /** The steps that there are for this session. */
        val steps get() = Step.entries.filter { it != Step.ASKED || asked != Asked.NOTHING }

        /** What can be taken back where one looks: nothing that is not to be seen. */
        val undoable get() = done.lastOrNull { it.step == step }

        /** Whether the own count of people is meant as everybody. */
        val whole get() = session?.counters.orEmpty().any { it.isOwnPeople() && it.whole }

        fun count(cell: String) = session?.figures?.get(cell) ?: 0L

        private fun org.teren.core.Counter.isOwnPeople() = who == me && table == PEOPLE

        companion object {
            fun empty(me: String, vocabulary: Vocabulary) = State(
                me = me, vocabulary = vocabulary, step = Step.WHAT, session = null,
                colleagues = emptyList(), campaigns = emptyList(), materials = emptyList(),
                recent = emptyList(), search = "", found = emptyList(),
                asked = Asked.NOTHING, begun = emptySet(), done = emptyList(),
                notes = "", warnings = emptyList(), ended = false,
            )
        }
    }

    /** The notes as they were saved from the editor last: what is typed next was typed against it. */
    private var savedNotes = ""

    init {
        act {
            val (colleagues, campaigns) = teren.colleagues() to teren.campaigns()
            val (materials, recent) = teren.materials() to recentPlaces()
            val session = id?.let { started(teren.session(it)) }
            val asked = id?.let { teren.questions(it, language) } ?: Asked.NOTHING
            savedNotes = session?.notes.orEmpty()
            val known = at?.takeIf { it != Step.ASKED || asked != Asked.NOTHING } ?: Step.COUNT
            show {
                it.copy(
                    colleagues = colleagues, campaigns = campaigns, materials = materials,
                    recent = recent, session = session, asked = asked,
                    notes = savedNotes,
                    step = if (session == null) Step.WHAT else known,
                )
            }
        }
    }

    /** Says the kind: with that the session is begun. */
    fun kind(code: String) = act {
        val session = state.value.session
        if (session == null) {
            val begun = listOf(
                Edit.Kind(code), Edit.Status("running"), Edit.StartedAt(now()),
                Edit.Team(teren.me.id, "lead"),
            )
            showSession(teren.session(teren.begin(begun)))
        } else {
            showSession(teren.edit(session.id, listOf(Edit.Kind(code))))
        }
        show { it.copy(step = Step.WHERE) }
    }

    fun search(text: String) {
        show { it.copy(search = text) }
        act {
            val found = if (text.isBlank()) emptyList() else teren.venues(text, FOUND_MAX)
            // Whoever types on does not wait for what was typed before.
            show { if (it.search == text) it.copy(found = found) else it }
        }
    }

    fun place(place: Place) = withSession { session -> heldAt(session, place) }

    /** What was typed is a place that the register lacks. */
    fun newPlace(locality: String) = withSession { session ->
        val typed = Place(locality = locality.trim(), venue = state.value.search.trim())
        val county = state.value.recent.firstOrNull { it.locality == typed.locality }
        val proposed = teren.proposeVenue(
            typed.copy(country = county?.country.orEmpty(), adm1 = county?.adm1.orEmpty()),
        )
        heldAt(session, proposed)
    }

    /** Where the phone found itself; no point takes it back. */
    fun at(point: Point?) = edit(Edit.At(point))

    /** Takes a colleague into the team, or out of it. */
    fun member(member: String) = withSession { session ->
        val role = if (member in session.team) null else "helper"
        showSession(teren.edit(session.id, listOf(Edit.Team(member, role))))
    }

    fun campaign(campaign: String?) = withSession { session ->
        showSession(teren.edit(session.id, listOf(Edit.Campaign(campaign))))
        ask(session)
    }

    /** Answers a question of the campaign; nothing takes the answer back. */
    fun answer(key: String, said: String) = withSession { session ->
        showSession(teren.answer(session.id, key, said.trim().ifEmpty { null }))
        ask(session)
    }

    /** Chooses one more of several, or one less. */
    fun choose(question: Question, name: String) {
        val chosen = question.choices.filter { it.chosen }.map { it.name }
        val wanted = if (name in chosen) chosen - name else chosen + name
        answer(question.key, wanted.joinToString(" "))
    }

    /** Asks a group once more. Where the last time is not answered yet, that one is. */
    fun askAgain(group: String) = withSession { session ->
        val time = teren.askAgain(session.id, group)
        show { it.copy(begun = it.begun + time) }
        ask(session)
    }

    /** Takes one time of a group back, with all its answers. */
    fun unask(time: String) = withSession { session ->
        val given = state.value.asked.questions.filter { it.time == time && it.answer.isNotEmpty() }
        showSession(teren.unask(session.id, time))
        done(Done.Unasked(state.value.step, time, given.associate { it.key to it.answer }))
        show { it.copy(begun = it.begun - time) }
        ask(session)
    }

    fun counting(code: String) = edit(Edit.Counting(code))

    fun topic(code: String) = withSession { session ->
        val topic = Edit.Topic(code, code !in session.topics)
        showSession(teren.edit(session.id, listOf(topic)))
    }

    /** Counts one more, or one less. */
    fun tap(cell: String, by: Int = 1) = withSession { session ->
        if (by < 0 && state.value.count(cell) == 0L) return@withSession
        showSession(teren.count(session.id, cell, by))
        done(Done.Tap(state.value.step, cell, by))
    }

    /** Takes back what was done last in this step. */
    fun undo() = withSession { session ->
        val last = state.value.undoable ?: return@withSession
        when (last) {
            is Done.Tap -> showSession(teren.count(session.id, last.cell, -last.by))
            is Done.Unasked -> {
                for ((key, said) in last.answers) showSession(teren.answer(session.id, key, said))
                show { it.copy(begun = it.begun + last.time) }
                ask(session)
            }
        }
        show { it.copy(done = it.done.filterIndexed { at, _ -> at != it.done.lastIndexOf(last) }) }
    }

    fun whole(whole: Boolean) = withSession { session ->
        showSession(teren.sayWhole(session.id, PEOPLE, whole))
    }

    fun notes(text: String): Job {
        // Said before it is saved, and it is saved all the same: nothing typed is lost.
        val warnings = phone.warnings(text)
        show { it.copy(notes = text, warnings = warnings) }
        return withSession { session ->
            showSession(teren.writeNotes(session.id, savedNotes, text))
            savedNotes = text
        }
    }

    fun go(step: Step) {
        if (state.value.session != null) show { it.copy(step = step) }
    }

    fun next() {
        val steps = state.value.steps
        steps.getOrNull(steps.indexOf(state.value.step) + 1)?.let(::go)
    }

    fun finish() = withSession { session ->
        showSession(teren.finish(session.id))
        show { it.copy(ended = true) }
    }

    /** What is asked depends on what was answered. */
    private suspend fun ask(session: Session) {
        val asked = teren.questions(session.id, language, state.value.begun)
        show { it.copy(asked = asked) }
    }

    private fun done(what: Done) = show { it.copy(done = (it.done + what).takeLast(UNDO_MAX)) }

    private suspend fun heldAt(session: Session, place: Place) {
        showSession(teren.edit(session.id, listOf(Edit.Where(place))))
        show { it.copy(step = Step.WHO, search = "", found = emptyList()) }
    }

    private fun edit(edit: Edit) = withSession { session ->
        showSession(teren.edit(session.id, listOf(edit)))
    }

    private fun withSession(work: suspend (Session) -> Unit) = act {
        state.value.session?.let { work(it) }
    }

    private fun showSession(session: Session) = show { it.copy(session = session) }

    /** A planned session that is opened to be recorded is under way. */
    private suspend fun started(session: Session): Session {
        if (session.status != "planned") return session
        val begins = listOf(Edit.Status("running"), Edit.StartedAt(now()))
        return teren.edit(session.id, if (session.startedAt == null) begins else begins.take(1))
    }

    private suspend fun recentPlaces(): List<Place> =
        teren.sessions(Query(limit = RECENT_READ)).sessions
            .map { it.spot }.filterNot { it.isEmpty }.distinct().take(RECENT_MAX)

    private companion object {
        const val PEOPLE = "people"
        const val FOUND_MAX = 6
        const val RECENT_READ = 40
        const val RECENT_MAX = 4
        const val UNDO_MAX = 500
    }
}
