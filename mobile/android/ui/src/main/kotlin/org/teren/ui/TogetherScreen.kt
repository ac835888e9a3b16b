package org.teren.ui

import androidx.compose.runtime.Composable
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import org.teren.core.Taken
import org.teren.model.Screen
import org.teren.model.TogetherModel

/** Hands work to a colleague's phone, and takes theirs: by files or codes, without a network. */
@Composable
fun TogetherScreen(
    model: TogetherModel,
    canRead: Boolean,
    onBack: () -> Unit,
    onGo: (Screen) -> Unit,
    onShare: (name: String, file: ByteArray) -> Unit,
    onPick: () -> Unit,
) {
    val texts = LocalTexts.current
    val state by model.state.collectAsState()
    val trouble by model.trouble.collectAsState()
    Page(
        title = texts.text("together_title"),
        onBack = onBack,
        trouble = trouble,
        below = {
            Doing {
                val give = { model.handOver(onShare); Unit }
                val read = { onGo(Screen.ReadCodes) }
                val show = { onGo(Screen.ShowCodes(null)) }
                Beside(
                    { if (canRead) SideButton(texts.text("codes_read"), read, it) },
                    { SideButton(texts.text("codes_show"), show, it) },
                )
                Beside(
                    { SideButton(texts.text("together_take"), onPick, it) },
                    { MainButton(texts.text("together_give"), give, it) },
                )
            }
        },
    ) {
        Plain(texts.text("together_how"))
        Heading(texts.text("codes_title"))
        Plain(texts.text("codes_how"))
        if (state.isTooLarge) {
            Notice(texts.text("together_too_large"), Palette.rose, Palette.onRose)
        }
        for (taken in state.taken) Came(taken)
    }
}

/** What came out of one hand-over. */
@Composable
internal fun Came(taken: Taken) {
    val texts = LocalTexts.current
    Heading(texts.text("taken_from", taken.from))
    for (paper in taken.papers) {
        val became = texts.word("taken", paper.became)
        Plain(listOf(paper.title, became).filter(String::isNotBlank).joinToString(": "))
    }
    if (taken.carried) Notice(texts.text("taken_carried"))
}
