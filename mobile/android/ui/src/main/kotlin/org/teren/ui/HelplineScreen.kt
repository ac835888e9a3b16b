package org.teren.ui

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.ui.Modifier
import org.teren.model.HelplineModel
import org.teren.ui.record.Tile

@Composable
fun HelplineScreen(model: HelplineModel, onBack: () -> Unit, onCall: (String) -> Unit) {
    val texts = LocalTexts.current
    val state by model.state.collectAsState()
    val trouble by model.trouble.collectAsState()
    val number = texts.text("helpline_number")
    Page(
        title = texts.text("helpline_title"),
        onBack = onBack,
        trouble = trouble,
        below = {
            Column {
                if (state.session != null) {
                    Doing {
                        Beside(
                            { Counted("helpline_card", state.cards, it) { by -> model.card(by) } },
                            {
                                Counted("helpline_referral", state.referrals, it) { by ->
                                    model.referral(by)
                                }
                            },
                        )
                    }
                }
                Doing {
                    MainButton(
                        "${texts.text("helpline_call")} ${number.replace(' ', HARD_SPACE)}",
                        { onCall(number) },
                        Modifier.fillMaxWidth(),
                    )
                }
            }
        },
    ) {
        Text(number, style = MaterialTheme.typography.headlineSmall, color = Palette.green)
        Plain(texts.text("helpline_about"))
        val session = state.session
        if (session == null) {
            Notice(texts.text("helpline_nowhere"))
        } else {
            val kind = session.kind?.let { texts.word("kind", it) }.orEmpty()
            val name = session.title.ifBlank { kind }
            Notice(texts.text("helpline_counted", name))
        }
        Quiet(texts.text("helpline_never"))
    }
}

/** What is counted with a tap; held down, it goes one back. */
@Composable
private fun Counted(name: String, count: Long, modifier: Modifier, onCount: (by: Int) -> Unit) {
    val texts = LocalTexts.current
    val words = texts.text(name)
    Tile(
        label = words,
        count = count,
        says = texts.text("count_thing", words, count),
        fewer = texts.text("count_fewer", words),
        onTap = { onCount(1) },
        onFewer = { onCount(-1) },
        modifier = modifier,
    )
}
