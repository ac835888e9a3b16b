package org.teren.ui

import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performTextInput
import androidx.compose.ui.test.runDesktopComposeUiTest
import kotlin.test.Test
import kotlin.test.assertEquals
import org.teren.model.Screen

/** What is typed and looked for on the rendered screens. */
@OptIn(ExperimentalTestApi::class)
class TypingTest {
    private val english = StringsXml("en")

    @Test
    fun aListIsComeBackToAsItWasLeft() {
        val stage = Stage()
        runDesktopComposeUiTest(WIDE, HIGH) {
            setContent { Shown(stage.app, "en") }
            stage.app.go(Screen.Sessions)
            waitForIdle()
            onNode(hasSetTextAction()).performTextInput("Gara")
            waitForIdle()
            stage.app.go(Screen.Session(stage.disputed))
            waitForIdle()
            stage.app.back()
            waitForIdle()
            onNode(hasSetTextAction() and hasText("Gara")).assertExists()
            onNodeWithText("Ziua satului").assertDoesNotExist()
        }
    }

    @Test
    fun aPhoneNumberIsWarnedOfWhereverWordsAreTyped() {
        val stage = Stage()
        val warning = english.text("warning_phone", NUMBER)
        runDesktopComposeUiTest(WIDE, HIGH) {
            setContent { Shown(stage.app, "en") }
            fun type(field: String) {
                val found = onNode(hasSetTextAction() and hasText(field))
                runCatching { found.performScrollTo() }
                found.performTextInput(NUMBER)
                waitForIdle()
                onNodeWithText(warning).assertExists()
            }
            stage.app.go(Screen.Session(stage.disputed))
            waitForIdle()
            tap(english.text("session_hide"))
            waitForIdle()
            type(english.text("session_hide_why"))
            stage.app.go(Screen.Record(stage.running))
            waitForIdle()
            tap(english.text("step_where"))
            waitForIdle()
            type(english.text("record_search"))
            tap(english.text("step_asked"))
            waitForIdle()
            type("Ce au mai întrebat?")
        }
    }

    @Test
    fun aDayIsChosenAndNotTyped() {
        val stage = Stage()
        runDesktopComposeUiTest(WIDE, HIGH) {
            setContent { Shown(stage.app, "en") }
            stage.app.go(Screen.Record(stage.running))
            waitForIdle()
            tap(english.text("step_asked"))
            waitForIdle()
            tap(english.text("asked_date"))
            waitForIdle()
            onNode(hasText(english.text("asked_date_take")) and hasClickAction()).assertExists()
            tap(english.text("cancel"))
            waitForIdle()
            onNodeWithText(english.text("asked_date_take")).assertDoesNotExist()
        }
    }

    @Test
    fun whoHasJoinedIsOfferedAPinAndMayDoWithout() {
        val stage = Stage()
        runDesktopComposeUiTest(WIDE, HIGH) {
            setContent { Shown(stage.app, "en") }
            stage.app.go(Screen.FirstPin)
            waitForIdle()
            tap(english.text("first_pin_later"))
            waitForIdle()
            assertEquals<Screen?>(Screen.Today, stage.app.state.value.screen)
            stage.app.go(Screen.FirstPin)
            waitForIdle()
            for (field in listOf("pin_new", "pin_again")) {
                onNode(hasSetTextAction() and hasText(english.text(field))).performTextInput("135790")
                waitForIdle()
            }
            tap(english.text("pin_set"))
            waitForIdle()
            assertEquals<Screen?>(Screen.Today, stage.app.state.value.screen)
            onNode(hasContentDescription(english.text("lock_now"))).performClick()
            waitForIdle()
            onNodeWithText(english.text("unlock_title")).assertExists()
        }
    }

    private companion object {
        const val NUMBER = "0745123456"
    }
}
