package org.teren.ui

import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import org.teren.core.Me
import org.teren.core.MemberHere
import org.teren.core.Standing
import org.teren.core.Trouble
import org.teren.model.Screen

/** The screens that only lead on or only tell. */
@Composable
fun MoreScreen(
    standing: Standing?,
    onGo: (Screen) -> Unit,
    onSwitch: () -> Unit,
    onLanguage: (String) -> Unit,
) {
    val texts = LocalTexts.current
    Page(
        title = texts.text("nav_more"),
        onBack = null,
        onHelpline = { onGo(Screen.Helpline) },
        above = { StandingLine(standing) { onGo(Screen.Sync) } },
        below = { Tabs(Screen.More, waiting(standing), onGo) },
    ) {
        LanguageChoice(texts.language, onLanguage)
        Card({ onGo(Screen.Together) }) { Plain(texts.text("together_title")) }
        Card({ onGo(Screen.Helpline) }) { Plain(texts.text("helpline_title")) }
        Card({ onGo(Screen.Sync) }) { Plain(texts.text("sync_title")) }
        Card(onSwitch) { Plain(texts.text("members_switch")) }
        Card({ onGo(Screen.About) }) { Plain(texts.text("about_title")) }
    }
}

@Composable
fun AboutScreen(me: Me, version: String, onBack: () -> Unit) {
    val texts = LocalTexts.current
    Page(title = texts.text("about_title"), onBack = onBack) {
        Plain(texts.text("about_version", version))
        Plain(texts.text("about_member", me.name, texts.word("role", me.role)))
        Plain(texts.text("about_organisation", me.organisation))
        Heading(texts.text("about_stored"))
        Plain(texts.text("about_stored_what"))
    }
}

/** Who uses the phone: a name and a number each, and nothing else of theirs. */
@Composable
fun MembersScreen(
    members: List<MemberHere>,
    onChoose: (String) -> Unit,
    onAdd: () -> Unit,
    trouble: Trouble?,
) {
    val texts = LocalTexts.current
    Page(
        title = texts.text("members_title"),
        onBack = null,
        trouble = trouble,
        below = {
            Doing { SideButton(texts.text("members_add"), onAdd, Modifier.fillMaxWidth()) }
        },
    ) {
        for (member in members) {
            Card({ onChoose(member.label) }) {
                Plain(member.label)
                val unsent = member.unsent
                Quiet(
                    if (unsent == 0) texts.text("everything_sent") else texts.count("unsent", unsent),
                )
            }
        }
    }
}
