package org.teren.ui

import androidx.compose.ui.test.DesktopComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.runDesktopComposeUiTest
import kotlin.test.Test
import kotlin.test.assertContains
import kotlin.test.assertEquals
import kotlin.test.assertTrue
import kotlinx.coroutines.runBlocking
import org.teren.core.Query
import org.teren.core.fake.FakeKept
import org.teren.model.AppModel
import org.teren.model.Choices

/** The rendered screens over the real library and a real server, tapped as a volunteer taps. */
@OptIn(ExperimentalTestApi::class)
class JourneyTest : Journey() {
    @Test
    fun aVolunteerJoinsRecordsASchoolSessionAndRepeatsIt() {
        server.bringVenues("sv-1;Liceul Stefan cel Mare;Radauti;RO-SV")
        for (colleague in listOf("Ion", "Vera")) server.invite(colleague)
        val phone = phone("Ana")
        val app = AppModel(phone, scope, Choices(FakeKept()))
        runDesktopComposeUiTest(WIDE, HIGH) {
            setContent { TerenApp(app, "ro", TestPlatform()) }
            join()
            record()
            sync()
            seenAtTheOffice()
            repeatInTwoTaps()
        }
        runBlocking {
            val again = app.state.value.teren!!.sessions(Query(status = "running")).sessions.single()
            assertEquals("Liceul Stefan cel Mare, Radauti", again.spot.words)
            assertEquals(3, again.team.size)
            assertEquals(0L, again.people)
        }
    }

    private fun DesktopComposeUiTest.record() {
        taps = 0
        press("today_record")
        press("kind_school")
        type("record_search", "stef")
        pressWords("Liceul Stefan cel Mare")
        pressWords("Ion")
        pressWords("Vera")
        press("next")
        repeat(12) { count("sex_f", "age_14_17", it) }
        repeat(9) { count("sex_m", "age_14_17", it) }
        await(hasText(romanian.count("people", 21)))
        press("next")
        press("material_leaflet", described = true)
        press("next")
        type("record_notes", "Au intrebat despre contracte.")
        press("record_finish")
        await(hasText(romanian.text("today_record")))
        println("A school session took $taps taps beside typing and counting people.")
        assertTrue(taps <= 14, "$taps taps")
    }

    private fun DesktopComposeUiTest.sync() {
        await(hasText(romanian.count("unsent", 1)))
        press("unsent", n = 1)
        press("sync_now")
        await(hasText(romanian.text("everything_sent")))
        press("back", described = true)
    }

    private fun seenAtTheOffice() {
        val exported = server.export()
        for (said in listOf("Liceul Stefan cel Mare", "school", "sv-1", "Au intrebat")) {
            assertContains(exported, said)
        }
        runBlocking {
            phone("Maria").join(server.invite("Maria", "coordinator"), "maria").use { maria ->
                maria.sync()
                val session = maria.session(maria.sessions(Query()).sessions.single().id)
                assertEquals("done", session.status)
                assertEquals(21L, session.people)
                assertEquals(12L, session.figures["reached.f.14-17"])
                assertEquals(1L, session.figures["materials.leaflet"])
                assertEquals(3, session.team.size)
                assertEquals("Au intrebat despre contracte.", session.notes)
            }
        }
    }

    private fun DesktopComposeUiTest.repeatInTwoTaps() {
        press("nav_sessions", described = true)
        await(hasText(romanian.text("kind_school")))
        taps = 0
        press("kind_school")
        press("session_repeat")
        await(hasText(romanian.count("people", 0)))
        assertEquals(2, taps)
    }
}
