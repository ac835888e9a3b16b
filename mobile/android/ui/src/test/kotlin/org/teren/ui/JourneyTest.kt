package org.teren.ui

import androidx.compose.ui.test.ComposeTimeoutException
import androidx.compose.ui.test.DesktopComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performTextInput
import androidx.compose.ui.test.runDesktopComposeUiTest
import java.nio.file.Files
import kotlin.test.AfterTest
import kotlin.test.Test
import kotlin.test.assertContains
import kotlin.test.assertEquals
import kotlin.test.assertTrue
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.cancel
import kotlinx.coroutines.runBlocking
import org.teren.core.Query
import org.teren.core.bridge.BridgedPhone
import org.teren.model.AppModel
import org.teren.testing.TerenServer

/** The rendered screens over the real library and a real server, tapped as a volunteer taps. */
@OptIn(ExperimentalTestApi::class, ExperimentalCoroutinesApi::class)
class JourneyTest {
    private val folder = Files.createTempDirectory("teren-journey")
    private val server = TerenServer(Files.createDirectory(folder.resolve("server")))
    private val scope = CoroutineScope(Dispatchers.Default.limitedParallelism(1))
    private val romanian = StringsXml("ro")

    /** Taps beside typing and the counting taps. */
    private var taps = 0

    @AfterTest
    fun tidyUp() {
        scope.cancel()
        server.close()
        folder.toFile().deleteRecursively()
    }

    @Test
    fun aVolunteerJoinsRecordsASchoolSessionAndRepeatsIt() {
        server.bringVenues("sv-1;Liceul Stefan cel Mare;Radauti;RO-SV")
        for (colleague in listOf("Ion", "Vera")) server.invite(colleague)
        val phone = phone("Ana")
        val app = AppModel(phone, scope)
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

    private fun DesktopComposeUiTest.join() {
        type("join_link", server.invite("Ana"))
        type("join_name", "Ana")
        press("join_go")
        await(hasText(romanian.text("today_hello", "Ana")))
        // The first sync, which goes on by itself, brings the register and the colleagues.
        await(hasText(romanian.text("everything_sent")))
        await(hasText(romanian.text("last_sync", "").trim(), substring = true))
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

    private fun phone(name: String): BridgedPhone {
        val dir = Files.createDirectories(folder.resolve(name))
        return BridgedPhone(dir, "teren-journey 0.1.0") { ByteArray(32) { 7 } }
    }

    private fun DesktopComposeUiTest.press(name: String, described: Boolean = false, n: Int? = null) {
        val words = n?.let { romanian.count(name, it) } ?: romanian.text(name)
        if (described) {
            press(hasContentDescription(words, substring = true) and hasClickAction())
        } else {
            pressWords(words)
        }
    }

    private fun DesktopComposeUiTest.pressWords(words: String) = press(hasText(words) and hasClickAction())

    private fun DesktopComposeUiTest.press(what: SemanticsMatcher) {
        taps += 1
        tapOn(what)
    }

    /** One tap of the counter, which counts as none. */
    private fun DesktopComposeUiTest.count(sex: String, age: String, before: Int) {
        val (what, band) = romanian.text(sex) to romanian.text(age)
        tapOn(hasContentDescription(romanian.text("count_cell", what, band, before)))
    }

    private fun DesktopComposeUiTest.type(field: String, words: String) {
        val found = hasSetTextAction() and hasText(romanian.text(field))
        press(found)
        onNode(found).performTextInput(words)
        waitForIdle()
    }

    private fun DesktopComposeUiTest.tapOn(what: SemanticsMatcher) {
        await(what)
        val node = onAllNodes(what)[0]
        runCatching { node.performScrollTo() }
        node.performClick()
        waitForIdle()
    }

    private fun DesktopComposeUiTest.await(what: SemanticsMatcher) = try {
        waitUntil(WAIT_MS) { onAllNodes(what).fetchSemanticsNodes().isNotEmpty() }
    } catch (late: ComposeTimeoutException) {
        throw AssertionError("nothing came that ${what.description}", late)
    }

    private companion object {
        /** Far more than anything here takes: reached only when it does not come. */
        const val WAIT_MS = 30_000L
    }
}
