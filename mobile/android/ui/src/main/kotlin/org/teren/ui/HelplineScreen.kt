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
                        val card = "${texts.text("helpline_card")}: ${state.cards}"
                        val referral = "${texts.text("helpline_referral")}: ${state.referrals}"
                        Beside(
                            { SideButton(card, { model.card() }, it) },
                            { SideButton(referral, { model.referral() }, it) },
                        )
                    }
                }
                Doing {
                    MainButton(
                        "${texts.text("helpline_call")} $number",
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
