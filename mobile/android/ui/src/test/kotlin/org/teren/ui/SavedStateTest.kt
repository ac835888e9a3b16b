package org.teren.ui

import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.LocalSaveableStateRegistry
import androidx.compose.runtime.saveable.SaveableStateRegistry
import androidx.compose.runtime.setValue
import androidx.compose.ui.test.DesktopComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.runDesktopComposeUiTest
import java.nio.file.Files
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.cancel
import kotlinx.coroutines.runBlocking
import org.teren.core.Edit
import org.teren.core.bridge.BridgedPhone
import org.teren.core.fake.FakeKept
import org.teren.model.AppModel
import org.teren.model.Choices
import org.teren.model.Screen
import org.teren.model.Step
import org.teren.testing.TerenServer
import org.teren.testing.TestKeys

/** What the system keeps of the app's screens when it ends the app, and gives to the next one. */
@OptIn(ExperimentalTestApi::class, ExperimentalCoroutinesApi::class)
class SavedStateTest {
    private val english = StringsXml("en")

    /** Shows the app with what was saved before, and returns what is saved now. */
    private fun shown(
        app: AppModel,
        saved: Map<String, List<Any?>>?,
        then: DesktopComposeUiTest.() -> Unit,
    ): Map<String, List<Any?>> {
        val registry = SaveableStateRegistry(saved) { true }
        runDesktopComposeUiTest(WIDE, HIGH) {
            setContent {
                CompositionLocalProvider(LocalSaveableStateRegistry provides registry) {
                    Shown(app, "en")
                }
            }
            waitForIdle()
            then()
            taken = registry.performSave()
        }
        return taken
    }

    private lateinit var taken: Map<String, List<Any?>>

    private fun Stage.startedAnew() =
        AppModel(app.phone, CoroutineScope(Dispatchers.Unconfined), app.choices)

    @Test
    fun theSameScreenIsOpenAfterTheSystemEndedTheApp() {
        val stage = Stage()
        val saved = shown(stage.app, null) {
            stage.app.go(Screen.Sessions)
            stage.app.go(Screen.Session(stage.disputed))
            waitForIdle()
        }
        val again = stage.startedAnew()
        shown(again, saved) { onNodeWithText(english.text("session_conflict_how")).assertExists() }
        assertEquals(listOf(Screen.Sessions, Screen.Session(stage.disputed)), again.state.value.way)
    }

    @Test
    fun aSessionThatWasJustBegunIsGoneOnWith() {
        val stage = Stage()
        val saved = shown(stage.app, null) {
            stage.app.go(Screen.Record(null))
            waitForIdle()
            tap(english.text("kind_school"))
            waitForIdle()
            tap(english.text("step_given"))
            waitForIdle()
        }
        val again = stage.startedAnew()
        shown(again, saved) { onNodeWithText(english.text("record_given")).assertExists() }
        val record = again.state.value.screen as Screen.Record
        assertTrue(record.id != null && record.id != stage.running)
        assertEquals(Step.GIVEN, record.step)
    }

    @Test
    fun theHelplineIsATapAwayFromTheCounterCountsThereAndLeadsBackToTheStep() {
        val stage = Stage()
        runDesktopComposeUiTest(WIDE, HIGH) {
            setContent { Shown(stage.app, "en") }
            stage.app.go(Screen.Record(stage.running))
            waitForIdle()
            tap(english.text("step_given"))
            waitForIdle()
            onNode(hasContentDescription(english.text("helpline_title"))).performClick()
            waitForIdle()
            val card = english.text("helpline_card")
            onNode(hasContentDescription(english.text("count_thing", card, 0))).performClick()
            waitForIdle()
            onNode(hasContentDescription(english.text("count_thing", card, 1))).assertExists()
            onNode(hasContentDescription(english.text("back"))).performClick()
            waitForIdle()
            onNodeWithText(english.text("record_given")).assertExists()
            val tally = english.word("tally", "helpline_cards")
            onNode(hasContentDescription(english.text("count_thing", tally, 1))).assertExists()
        }
    }

    @Test
    fun afterTheLockTheSystemIsGivenNothing() {
        val stage = Stage()
        val saved = shown(stage.app, null) {
            stage.app.go(Screen.Session(stage.disputed))
            waitForIdle()
            stage.locked()
            waitForIdle()
        }
        assertTrue(stage.disputed !in "$saved", "$saved")
        val again = stage.startedAnew()
        shown(again, saved) { onNode(hasText(english.text("unlock_title"))).assertExists() }
    }

    @Test
    fun theRealPhoneComesBackToTheSameSession() {
        val folder = Files.createTempDirectory("teren-restored")
        val scope = CoroutineScope(Dispatchers.Default.limitedParallelism(1))
        TerenServer(Files.createDirectory(folder.resolve("server"))).use { server ->
            val keys = TestKeys()
            fun app(): AppModel {
                val dir = Files.createDirectories(folder.resolve("Ana"))
                return AppModel(BridgedPhone(dir, "teren-restored 0.1.0", keys), scope, Choices(FakeKept()))
            }
            val first = app()
            lateinit var id: String
            runBlocking {
                first.entered(first.phone.join(server.invite("Ana"), "ana")).join()
                val ana = first.state.value.teren!!
                id = ana.begin(listOf(Edit.Kind("school"), Edit.Status("running")))
                ana.count(id, "reached.f.14-17", 7)
            }
            val saved = shown(first, null) {
                first.go(Screen.Record(id))
                awaitWords(english.count("people", 7))
            }
            runBlocking { first.state.value.open!!.close() }
            val again = app()
            shown(again, saved) { awaitWords(english.count("people", 7)) }
            assertEquals<Screen?>(Screen.Record(id, Step.COUNT), again.state.value.screen)
            runBlocking { again.lock().join() }
        }
        scope.cancel()
        folder.toFile().deleteRecursively()
    }

    @Test
    fun aChangedLanguageLosesNothingOfWhatIsBeingRecorded() {
        val stage = Stage()
        runDesktopComposeUiTest(WIDE, HIGH) {
            var language by mutableStateOf("en")
            setContent { key(language) { Shown(stage.app, language) } }
            stage.app.go(Screen.Record(null))
            waitForIdle()
            tap(english.text("kind_school"))
            waitForIdle()
            tap(english.text("step_count"))
            waitForIdle()
            val begun = stage.app.recording?.id
            val romanian = StringsXml("ro")
            language = "ro"
            waitForIdle()
            onNodeWithText(romanian.text("record_count")).assertExists()
            val what = romanian.text("sex_f") to romanian.text("age_14_17")
            val tile = romanian.text("count_cell", what.first, what.second, 0)
            onNode(hasContentDescription(tile)).performClick()
            waitForIdle()
            onNodeWithText(romanian.count("people", 1)).assertExists()
            assertEquals(begun, stage.app.recording?.id)
        }
    }

    private fun DesktopComposeUiTest.awaitWords(words: String) =
        waitUntil(WAIT_MS) { onAllNodes(hasText(words)).fetchSemanticsNodes().isNotEmpty() }

    private companion object {
        /** Far more than anything here takes: reached only when it does not come. */
        const val WAIT_MS = 30_000L
    }
}
