package org.teren.ui

import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performTextInput
import androidx.compose.ui.test.runDesktopComposeUiTest
import androidx.compose.ui.semantics.SemanticsProperties
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue
import org.junit.jupiter.api.TestInstance
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.MethodSource
import org.teren.model.Screen

/** The lock, the PIN and practice on the rendered screens. */
@OptIn(ExperimentalTestApi::class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LockScreensTest {
    private val english = StringsXml("en")

    fun inside() = everyLook("en").filterNot { it.screen in OUTSIDE }

    @ParameterizedTest
    @MethodSource("inside")
    fun oneTapClosesEachScreen(look: Look) = lookAt(look) { app ->
        assertNotNull(app.state.value.open)
        onNode(hasContentDescription(english.text("lock_now")) and hasClickAction()).performClick()
        waitForIdle()
        assertNull(app.state.value.open)
        val shown = onAllNodes(isWritten).fetchSemanticsNodes()
            .flatMap { it.config[SemanticsProperties.Text] }.joinToString(" ") { it.text }
        val neutral = listOf("members_title", "unlock_title").map(english::text)
        assertTrue(neutral.any { it in shown }, shown)
        for (secret in listOf("Gara", "Liceul", "contracte")) assertTrue(secret !in shown, shown)
    }

    @Test
    fun aPinIsSetOnTheScreenAndAskedAfterTheLock() {
        val stage = Stage()
        val app = stage.app
        runDesktopComposeUiTest(WIDE, HIGH) {
            setContent { Shown(app, "en") }
            fun type(field: String, pin: String) {
                val found = hasSetTextAction() and hasText(english.text(field))
                onNode(found).performTextInput(pin)
                waitForIdle()
            }
            app.go(Screen.Pin)
            waitForIdle()
            tap(english.text("pin_set"))
            waitForIdle()
            type("pin_new", "135790")
            type("pin_again", "135790")
            tap(english.text("pin_set"))
            waitForIdle()
            onNodeWithText(english.text("pin_set_done")).assertExists()
            onNode(hasContentDescription(english.text("lock_now"))).performClick()
            waitForIdle()
            type("unlock_pin", "000000")
            tap(english.text("unlock_go"))
            waitForIdle()
            onNodeWithText(english.text("trouble_wrong_pin")).assertExists()
            type("unlock_pin", "135790")
            tap(english.text("unlock_go"))
            waitForIdle()
            onNodeWithText(english.text("today_hello", "Ana")).assertExists()
        }
    }

    @Test
    fun workBehindAPinThatCannotBeReadIsSetAside() {
        val stage = Stage()
        val app = stage.locked()
        stage.damaged()
        runDesktopComposeUiTest(WIDE, HIGH) {
            setContent { Shown(app, "en") }
            waitForIdle()
            onNode(hasSetTextAction()).performTextInput("135790")
            waitForIdle()
            tap(english.text("unlock_go"))
            waitForIdle()
            tap(english.text("set_aside", "ana"))
            waitForIdle()
            tap(english.text("set_aside_go"))
            waitForIdle()
            assertEquals(Screen.Join, app.state.value.screen)
        }
    }

    @Test
    fun practiceSaysSoOnEveryScreenUntilItIsEnded() {
        val app = Stage().app
        runDesktopComposeUiTest(WIDE, HIGH) {
            setContent { Shown(app, "en") }
            app.go(Screen.More)
            waitForIdle()
            tap(english.text("practice_begin"))
            waitForIdle()
            val screens = listOf(
                Screen.Today, Screen.Sessions, Screen.ForMe, Screen.More, Screen.Record(null),
                Screen.Sync, Screen.Together, Screen.Helpline, Screen.Settings, Screen.About,
            )
            for (screen in screens) {
                app.go(screen)
                waitForIdle()
                onNodeWithText(english.text("practice_banner")).assertExists()
            }
            tap(english.text("practice_end"))
            waitForIdle()
            onNodeWithText(english.text("practice_banner")).assertDoesNotExist()
            assertEquals(Screen.Today, app.state.value.screen)
        }
    }

    private val isWritten = SemanticsMatcher("is written") { SemanticsProperties.Text in it.config }

    private companion object {
        /** Before anybody's work is open. */
        val OUTSIDE = setOf("join", "members", "unreadable", "unlock", "forgotten-pin")
    }
}
