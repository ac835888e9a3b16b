package org.teren.model

import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertNull
import kotlin.test.assertTrue
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.teren.core.Edit
import org.teren.core.Query
import org.teren.core.Trouble

/** Work as if, of which nothing stays. */
class PracticeTest {
    @Test
    fun whatIsDoneInPracticeIsGoneWithIt() = inOffice {
        val planned = planned("Market")
        val app = AppModel(phone, scope, choices).apply { entered(ana) }
        app.go(Screen.More)
        app.practise()
        val asIf = app.state.value.teren!!
        assertTrue(asIf.isPractice)
        assertEquals(Screen.Today, app.state.value.screen)
        assertEquals(emptyList(), SessionsModel(asIf, scope).state.value.rows)
        val record = RecordModel(asIf, phone, null, scope)
        record.kind("school")
        record.search("stefan")
        record.place(record.state.value.found.single().place)
        record.tap("reached.f.14-17")
        assertEquals(1L, record.state.value.session?.people)
        app.practise()
        assertEquals(asIf, app.state.value.teren)
        app.endPractice()
        assertEquals(ana, app.state.value.teren)
        val rows = runBlocking { ana.sessions(Query()).sessions }
        assertEquals(listOf(planned), rows.map { it.id })
        assertEquals(listOf(1), runBlocking { phone.members() }.map { it.unsent })
    }

    @Test
    fun nothingOfPracticeLeavesThePhone() = inOffice {
        val asIf = runBlocking { ana.practise() }
        val id = runBlocking { asIf.begin(listOf(Edit.Kind("school"))) }
        val sync = SyncModel(asIf, scope)
        scope.launch { sync.watch() }
        assertEquals(false, sync.state.value.begun)
        sync.start()
        assertIs<Trouble.Practice>(sync.trouble.value)
        val session = SessionModel(asIf, id, scope)
        session.handOver { _, _ -> error("it was handed over") }
        assertIs<Trouble.Practice>(session.trouble.value)
        val rung = mutableListOf<Reminder>()
        val reminders = ReminderModel(asIf, choices, { _, all -> rung += all }, scope)
        scope.launch { reminders.watch() }
        assertEquals(emptyList(), rung)
        ForMeModel(asIf, kept, scope).load()
        assertNull(kept["seen ana"])
    }

    @Test
    fun theLockClosesPracticeAndWorkTogether() = inOffice {
        val app = AppModel(phone, scope, choices).apply { entered(ana) }
        app.practise()
        assertEquals(listOf<Screen>(Screen.Today), app.whereabouts()?.way)
        app.lock()
        assertNull(app.state.value.open)
        assertEquals(listOf<Screen>(Screen.Members), app.state.value.way)
    }
}
