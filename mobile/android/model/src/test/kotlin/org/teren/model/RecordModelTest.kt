package org.teren.model

import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue
import org.teren.core.Option
import org.teren.core.Place
import org.teren.core.Point
import org.teren.core.Question
import org.teren.core.Trouble
import org.teren.core.Wrong

class RecordModelTest {
    @Test
    fun eachStepSavesItselfAndLeadsOn() = inOffice {
        val record = record()
        assertNull(record.state.value.session)
        record.go(Step.COUNT)
        assertEquals(Step.WHAT, record.state.value.step, "nothing is counted before it is begun")

        record.kind("school")
        val id = record.state.value.session!!.id
        assertEquals("running", ana.shown(id).status)
        assertEquals(MORNING, ana.shown(id).startedAt)
        assertEquals(mapOf(ana.me.id to "lead"), ana.shown(id).team)
        assertEquals(Step.WHERE, record.state.value.step)

        record.search("stef")
        assertEquals(STEFAN, record.state.value.found.single().place)
        record.at(Point(47.847912, 25.918217))
        assertEquals(Point(47.85, 25.92), ana.shown(id).at)
        record.at(null)
        assertNull(ana.shown(id).at)
        record.place(STEFAN)
        assertEquals(STEFAN, ana.shown(id).place)
        assertEquals(Step.WHO, record.state.value.step)

        record.member("m-ion")
        record.campaign("not-for-sale")
        assertEquals("helper", ana.shown(id).team["m-ion"])
        assertEquals("not-for-sale", ana.shown(id).campaign)
        record.member("m-ion")
        assertNull(ana.shown(id).team["m-ion"])

        record.next()
        assertEquals(Step.COUNT, record.state.value.step)
        record.topic("work_abroad")
        record.counting("estimated")
        record.finish()
        assertTrue(record.state.value.ended)
        assertEquals("done", ana.shown(id).status)
        assertEquals(setOf("work_abroad"), ana.shown(id).topics)
        assertEquals("estimated", ana.shown(id).counting)
    }

    @Test
    fun tapsAreCountedAtOnceAndTakenBackOneByOne() = inOffice {
        val record = record().apply { kind("school") }
        val id = record.state.value.session!!.id
        repeat(3) { record.tap("reached.f.14-17") }
        record.tap("reached.m.10-13")
        assertEquals(4L, ana.shown(id).people)
        record.undo()
        record.undo()
        assertEquals(mapOf("reached.f.14-17" to 2L), ana.shown(id).figures)
        record.tap("reached.f.14-17", -1)
        record.undo()
        assertEquals(2L, record.state.value.count("reached.f.14-17"))
        record.tap("reached.u.unknown", -1)
        repeat(9) { record.undo() }
        assertEquals(emptyMap(), ana.shown(id).figures, "nothing goes below nothing")
    }

    @Test
    fun theOwnCountIsSaidToBeTheWholeOrAPart() = inOffice {
        val record = record().apply { kind("school") }
        record.tap("reached.f.14-17")
        assertEquals(false, record.state.value.whole)
        record.whole(true)
        assertTrue(record.state.value.whole)
        record.whole(false)
        assertEquals(false, record.state.value.whole)
    }

    @Test
    fun notesAreSavedAsTheyAreTyped() = inOffice {
        val record = record().apply { kind("school") }
        for (typed in listOf("A", "As", "Ask")) record.notes(typed)
        assertEquals(emptyList(), record.state.value.warnings)
        record.notes("Call 0745123456")
        assertEquals(listOf("0745123456"), record.state.value.warnings.map { it.words })
        record.notes("Ask")
        assertEquals("Ask", record.state.value.notes)
        assertEquals("Ask", ana.shown(record.state.value.session!!.id).notes)
    }

    @Test
    fun aPlaceThatTheRegisterLacksIsProposed() = inOffice {
        val record = record().apply { kind("school") }
        record.search("Scoala noua")
        assertEquals(emptyList(), record.state.value.found)
        record.newPlace("")
        assertIs<Trouble.Invalid>(record.trouble.value)
        assertEquals(Step.WHERE, record.state.value.step, "nothing was changed")
        record.newPlace("Radauti")
        assertNull(record.trouble.value)
        val place = record.state.value.session!!.place
        assertEquals("Scoala noua, Radauti", place.words)
        assertTrue(place.venueId.startsWith("p-"))
    }

    @Test
    fun whatTheCampaignAsksIsAStepOfItsOwn() = inOffice {
        val choices = listOf("a", "b").map { Option(it, it, chosen = false) }
        office.questions += Question("how", "text", "How?", "", "", emptyList(), true, null)
        office.questions += Question("which", "select_multiple", "Which?", "", "", choices, false, null)
        val record = record().apply { kind("school") }
        assertTrue(Step.ASKED !in record.state.value.steps, "without a campaign nothing is asked")
        record.campaign("not-for-sale")
        record.go(Step.GIVEN)
        record.next()
        assertEquals(Step.ASKED, record.state.value.step)
        fun asked(key: String) = record.state.value.asked.questions.first { it.key == key }
        assertEquals(Wrong.Required(null), asked("how").wrong)
        record.answer("how", "By bus")
        assertEquals("By bus", asked("how").answer)
        assertNull(asked("how").wrong)
        record.choose(asked("which"), "b")
        record.choose(asked("which"), "a")
        record.choose(asked("which"), "b")
        assertEquals("a", asked("which").answer)
        record.answer("how", " ")
        assertEquals("", asked("how").answer)
        record.next()
        assertEquals(Step.SAID, record.state.value.step)
    }

    @Test
    fun aGroupIsAskedAgainTakenBackAndThereAgain() = inOffice {
        office.questions += Question("class", "repeat", "Class", "", "", emptyList(), false, null)
        office.questions +=
            Question("class/pupils", "integer", "Pupils", "", "", emptyList(), true, null)
        val record = record().apply { kind("school") }
        record.campaign("not-for-sale")
        record.go(Step.ASKED)
        fun pupils() = record.state.value.asked.questions.filter { it.key.endsWith("/pupils") }
        record.askAgain("class")
        record.askAgain("class")
        assertEquals(1, pupils().size, "the one that is not answered is asked, not another")
        record.answer(pupils()[0].key, "24")
        record.answer(pupils()[0].key, "")
        assertEquals(1, pupils().size, "it stays while it is looked at")
        record.answer(pupils()[0].key, "25")
        record.askAgain("class")
        record.answer(pupils()[1].key, "20")
        assertEquals(0, record.state.value.asked.open)
        record.unask(pupils()[0].time!!)
        assertEquals(listOf("20"), pupils().map { it.answer })
        record.go(Step.COUNT)
        record.tap("reached.f.14-17")
        record.go(Step.ASKED)
        record.undo()
        assertEquals(listOf("25", "20"), pupils().map { it.answer })
        assertEquals(1L, record.state.value.session?.people, "only what is seen is taken back")
        assertNull(record.state.value.undoable)
    }

    @Test
    fun recentPlacesComeFirst() = inOffice {
        val id = planned("Market")
        val record = record()
        assertEquals(listOf(STEFAN), record.state.value.recent)
        assertEquals(Place.NOWHERE, Place())
        assertNotNull(ana.shown(id))
    }

    @Test
    fun aPlannedSessionIsUnderWayOnceItIsRecorded() = inOffice {
        val id = planned("Market")
        val record = record(id)
        assertEquals("running", ana.shown(id).status)
        assertEquals(MORNING, ana.shown(id).startedAt)
        assertEquals(Step.COUNT, record.state.value.step)
    }
}
