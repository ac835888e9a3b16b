package org.teren.ui

import androidx.compose.ui.graphics.luminance
import androidx.compose.ui.graphics.toPixelMap
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.captureToImage
import androidx.compose.ui.test.hasTestTag
import androidx.compose.ui.test.onRoot
import androidx.compose.ui.text.TextLayoutResult
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue
import org.junit.jupiter.api.TestInstance
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.MethodSource
import org.teren.model.Shade

/** What every screen keeps to: targets for thumbs, labels for ears, room for large letters. */
@OptIn(ExperimentalTestApi::class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryScreenTest {
    fun looks() = listOf("en", "ro", "uk", "bg").flatMap(::everyLook)

    fun shadedLooks() = everyLook("en", density = 2f).flatMap { look ->
        listOf(look, look.copy(shade = Shade.DARK))
    }

    fun largeLooks() = listOf("ro", "uk", "bg").flatMap { everyLook(it, fontScale = 2f) }

    @ParameterizedTest
    @MethodSource("looks")
    fun whateverCanBeTappedIsLargeAndSaysWhatItIs(look: Look) = lookAt(look) {
        val targets = onAllNodes(isTarget).fetchSemanticsNodes()
        assertTrue(targets.isNotEmpty())
        for (target in targets) {
            assertTrue(target.says().isNotBlank(), "no label: ${target.boundsInRoot}")
            val (width, height) = target.size.width to target.size.height
            assertTrue(width >= 56 && height >= 56, "$width x $height: ${target.says()}")
        }
    }

    @ParameterizedTest
    @MethodSource("looks")
    fun whatTheScreenIsForLiesWhereAThumbReaches(look: Look) = lookAt(look) {
        val main = onAllNodes(hasTestTag(MAIN)).fetchSemanticsNodes()
            .map { it.boundsInRoot }.filterNot { it.isEmpty }
        assertEquals(look.screen in ALIKE, main.isEmpty(), "what ${look.screen} is for")
        // Of many, such as the tiles of the counter, the middle: those in use are scrolled there.
        if (main.isNotEmpty()) assertTrue(main.map { it.center.y }.average() >= HIGH * 0.4)
    }

    @ParameterizedTest
    @MethodSource("largeLooks")
    fun lettersTwiceAsLargeAreNotCutOff(look: Look) = lookAt(look) {
        val texts = onAllNodes(isWritten, useUnmergedTree = true).fetchSemanticsNodes()
        assertTrue(texts.isNotEmpty())
        for (node in texts) {
            val laid = mutableListOf<TextLayoutResult>()
            node.config[SemanticsActions.GetTextLayoutResult].action?.invoke(laid)
            for (text in laid) {
                val words = text.layoutInput.text.text
                assertTrue(!text.hasVisualOverflow, "cut off: $words")
                for (line in 0 until text.lineCount) {
                    val broken = text.lineCount > 1 && breaksAWord(text, line)
                    assertTrue(!broken, "broken inside a word: $words")
                }
            }
        }
    }

    /** Whether the line ends between two letters. */
    private fun breaksAWord(text: TextLayoutResult, line: Int): Boolean {
        val end = text.getLineEnd(line)
        val words = text.layoutInput.text.text
        return end in 1 until words.length && words[end - 1].isLetter() && words[end].isLetter()
    }

    @Test
    fun everythingWrittenStandsOutSevenToOne() {
        for ((ink, ground) in LIGHT.pairs + DARK.pairs) {
            val ratio = contrast(ink, ground)
            assertTrue(ratio >= 7.0, "%.1f: $ink on $ground".format(ratio))
        }
        assertEquals(21.0, contrast(BLACK, WHITE), 0.01)
    }

    @ParameterizedTest
    @MethodSource("shadedLooks")
    fun nothingWrittenDrownsInItsGround(look: Look) = lookAt(look) {
        val glass = onRoot().captureToImage().toPixelMap()
        val texts = onAllNodes(isWritten, useUnmergedTree = true).fetchSemanticsNodes()
        for (node in texts.filterNot { it.isOff() }) {
            val at = node.boundsInRoot
            // Of what is half behind an edge there may be no letter to see.
            if (at.isEmpty || at.height < node.size.height) continue
            val light = mutableListOf<Float>()
            for (x in at.left.toInt() until at.right.toInt().coerceAtMost(glass.width)) {
                for (y in at.top.toInt() until at.bottom.toInt().coerceAtMost(glass.height)) {
                    light += glass[x, y].luminance()
                }
            }
            // What is drawn of a thin letter is paler than its ink, which the test above holds.
            val ratio = (light.max() + 0.05) / (light.min() + 0.05)
            assertTrue(ratio >= 4.5, "%.1f: %s".format(ratio, node.says()))
        }
    }

    /** Whether it is, or lies in, something that cannot be tapped now. */
    private fun SemanticsNode.isOff(): Boolean =
        generateSequence(this) { it.parent }.any { SemanticsProperties.Disabled in it.config }

    private val isTarget = SemanticsMatcher("can be tapped") {
        SemanticsActions.OnClick in it.config
    }

    private val isWritten = SemanticsMatcher("is written") {
        SemanticsActions.GetTextLayoutResult in it.config
    }

    private fun SemanticsNode.says(): String {
        val heard = config.getOrNull(SemanticsProperties.ContentDescription).orEmpty()
        val read = config.getOrNull(SemanticsProperties.Text).orEmpty().map { it.text }
        return (heard + read).joinToString(" ")
    }

    private companion object {
        /** Screens that only tell, or lead on to many things of which none is what they are for. */
        val ALIKE = setOf(
            "members", "unreadable", "sessions", "for-me", "more", "pin", "settings", "about",
        )
    }
}
