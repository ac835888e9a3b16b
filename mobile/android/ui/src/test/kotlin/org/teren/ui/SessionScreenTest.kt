package org.teren.ui

import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.runDesktopComposeUiTest
import kotlin.test.Test
import kotlin.test.assertTrue
import org.teren.model.Screen

/** What can be done about a session that is looked at. */
@OptIn(ExperimentalTestApi::class)
class SessionScreenTest {
    private val english = StringsXml("en")

    @Test
    fun aPhotoThatWasTakenOutIsPutThereAgainWithinReachOfAThumb() {
        val stage = Stage()
        runDesktopComposeUiTest(WIDE, HIGH) {
            setContent { Shown(stage.app, "en") }
            stage.app.go(Screen.Session(stage.disputed))
            waitForIdle()
            val remove = english.text("photos_remove", english.text("photos_one", 1))
            tap(remove)
            waitForIdle()
            onNodeWithText(remove).assertDoesNotExist()
            val undo = hasText(english.text("photos_undo")) and hasClickAction()
            assertTrue(onNode(undo).fetchSemanticsNode().boundsInRoot.center.y > HIGH * 0.4f)
            tap(english.text("photos_undo"))
            waitForIdle()
            onNodeWithText(remove).assertExists()
            onNode(undo).assertDoesNotExist()
        }
    }
}
