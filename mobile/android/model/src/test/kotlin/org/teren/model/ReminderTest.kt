package org.teren.model

import java.time.Duration
import java.time.Instant
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.teren.core.Edit
import org.teren.core.Review

/** Reminders before planned sessions, and what of them was seen. */
class ReminderTest {
    private val noon = MORNING + Duration.ofHours(4)

    private fun Desk.planFor(title: String, at: Instant): String {
        val id = planned(title)
        ana.bring(ana.shown(id).copy(plannedFor = at))
        return id
    }

    @Test
    fun aReminderRingsBeforeWhatIsPlannedAndNoLonger() = inOffice {
        var rung: List<Reminder>? = null
        var now = MORNING
        val id = planFor("Market", noon)
        planFor("This morning", MORNING - Duration.ofHours(1))
        val reminders = ReminderModel(ana, choices, { _, all -> rung = all }, scope) { now }
        scope.launch { reminders.watch() }
        assertEquals(listOf(Reminder(id, noon - Duration.ofHours(1), noon)), rung)
        // It is planned for another time.
        ana.bring(ana.shown(id).copy(plannedFor = noon + Duration.ofDays(1)))
        reminders.load()
        assertEquals(listOf(noon + Duration.ofHours(23)), rung?.map { it.at })
        choices.remindBefore(RemindBefore.HALF_AN_HOUR)
        assertEquals(listOf(Duration.ofMinutes(30)), rung?.map { Duration.between(it.at, it.begins) })
        // It has begun.
        runBlocking { ana.edit(id, listOf(Edit.Status("running"))) }
        reminders.load()
        assertEquals(emptyList(), rung)
        runBlocking { ana.edit(id, listOf(Edit.Status("planned"))) }
        now = noon + Duration.ofDays(2)
        reminders.load()
        assertEquals(emptyList(), rung)
    }

    @Test
    fun ofMoreThanCanRingTheNearestDo() = inOffice {
        var rung: List<Reminder>? = null
        val nearest = planFor("Market", noon)
        for (days in 1L..150L) planFor("Day $days", noon + Duration.ofDays(days))
        ReminderModel(ana, choices, { _, all -> rung = all }, scope) { MORNING }.load()
        assertEquals(60, rung?.size)
        assertEquals(nearest, rung?.first()?.session)
    }

    @Test
    fun whoWantsNoneIsNotReminded() = inOffice {
        var rung: List<Reminder>? = null
        planFor("Market", noon)
        choices.remindBefore(RemindBefore.NEVER)
        val reminders = ReminderModel(ana, choices, { _, all -> rung = all }, scope) { MORNING }
        scope.launch { reminders.watch() }
        // What an app rang for before is taken back.
        assertEquals(emptyList(), rung)
        choices.remindBefore(RemindBefore.A_DAY)
        assertEquals(emptyList(), rung)
        choices.remindBefore(RemindBefore.AN_HOUR)
        assertEquals(1, rung?.size)
    }

    @Test
    fun whatIsForMeIsNewUntilItWasSeen() = inOffice {
        val id = planned("Market")
        fun looked() = ForMeModel(ana, kept, scope).apply { load() }
        val news = NewsModel(ana, kept, scope).apply { load() }
        assertEquals(1, news.state.value)
        assertEquals(setOf(id), looked().state.value.fresh)
        assertEquals(emptySet(), looked().state.value.fresh)
        assertEquals(0, news.apply { load() }.state.value)
        val review = Review("returned", "Which day was it?", changedSince = false)
        ana.bring(ana.shown(id).copy(status = "done", review = review))
        assertEquals(setOf(id), looked().state.value.fresh)
        assertEquals(emptySet(), looked().state.value.fresh)
        ana.bring(ana.shown(id).copy(review = review.copy(comment = "And where?")))
        assertEquals(setOf(id), looked().state.value.fresh)
    }
}
