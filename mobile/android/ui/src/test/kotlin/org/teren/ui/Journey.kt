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
import androidx.compose.ui.test.performTextReplacement
import java.nio.file.Files
import kotlin.test.AfterTest
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.cancel
import org.teren.core.bridge.BridgedPhone
import org.teren.testing.TerenServer
import org.teren.testing.TestKeys

/** A volunteer who taps through the rendered screens, over the real library and a real server. */
@OptIn(ExperimentalTestApi::class, ExperimentalCoroutinesApi::class)
abstract class Journey {
    private val folder = Files.createTempDirectory("teren-journey")
    protected val server = TerenServer(Files.createDirectory(folder.resolve("server")))
    protected val scope = CoroutineScope(Dispatchers.Default.limitedParallelism(1))
    protected val romanian = StringsXml("ro")

    /** Taps beside typing and the counting taps. */
    protected var taps = 0

    @AfterTest
    fun tidyUp() {
        scope.cancel()
        server.close()
        folder.toFile().deleteRecursively()
    }

    /** Ana joins; the first sync, which goes on by itself, brings what the office knows. */
    protected fun DesktopComposeUiTest.join() {
        type("join_link", server.invite("Ana"))
        type("join_name", "Ana")
        press("join_go")
        press("first_pin_later")
        await(hasText(romanian.text("today_hello", "Ana")))
        // The first sync, which goes on by itself, brings the register and the colleagues.
        await(hasText(romanian.text("everything_sent")))
        await(hasText(romanian.text("last_sync", "").trim(), substring = true))
    }

    protected fun phone(name: String): BridgedPhone {
        val dir = Files.createDirectories(folder.resolve(name))
        return BridgedPhone(dir, "teren-journey 0.1.0", TestKeys())
    }

    protected fun DesktopComposeUiTest.press(name: String, described: Boolean = false, n: Int? = null) {
        val words = n?.let { romanian.count(name, it) } ?: romanian.text(name)
        if (described) {
            press(hasContentDescription(words, substring = true) and hasClickAction())
        } else {
            pressWords(words)
        }
    }

    protected fun DesktopComposeUiTest.pressWords(words: String) = press(hasText(words) and hasClickAction())

    protected fun DesktopComposeUiTest.press(what: SemanticsMatcher) {
        taps += 1
        tapOn(what)
    }

    /** One tap of the counter, which counts as none. */
    protected fun DesktopComposeUiTest.count(sex: String, age: String, before: Int) {
        val (what, band) = romanian.text(sex) to romanian.text(age)
        tapOn(hasContentDescription(romanian.text("count_cell", what, band, before)))
    }

    protected fun DesktopComposeUiTest.type(field: String, words: String) =
        typeIn(romanian.text(field), words)

    /** Types in place of what stands in a field, the nth of those that are called so. */
    protected fun DesktopComposeUiTest.typeIn(label: String, words: String, nth: Int = 0) {
        val found = hasSetTextAction() and hasText(label)
        taps += 1
        tapOn(found, nth)
        onAllNodes(found)[nth].performTextReplacement(words)
        waitForIdle()
    }

    protected fun DesktopComposeUiTest.tapOn(what: SemanticsMatcher, nth: Int = 0) {
        await(what)
        val node = onAllNodes(what)[nth]
        runCatching { node.performScrollTo() }
        node.performClick()
        waitForIdle()
    }

    protected fun DesktopComposeUiTest.await(what: SemanticsMatcher) = try {
        waitUntil(WAIT_MS) { onAllNodes(what).fetchSemanticsNodes().isNotEmpty() }
    } catch (late: ComposeTimeoutException) {
        throw AssertionError("nothing came that ${what.description}", late)
    }

    protected fun DesktopComposeUiTest.awaitNone(what: SemanticsMatcher) =
        waitUntil(WAIT_MS) { onAllNodes(what).fetchSemanticsNodes().isEmpty() }

    private companion object {
        /** Far more than anything here takes: reached only when it does not come. */
        const val WAIT_MS = 30_000L
    }
}
