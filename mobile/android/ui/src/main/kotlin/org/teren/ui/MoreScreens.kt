package org.teren.ui

import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.runtime.Composable
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import java.util.Locale
import org.teren.core.Standing
import org.teren.core.Trouble
import org.teren.model.AboutModel
import org.teren.model.AppModel
import org.teren.model.Screen

/** The screens that only lead on or only tell. */
@Composable
fun MoreScreen(
    standing: Standing?,
    onGo: (Screen) -> Unit,
    onSwitch: () -> Unit,
    onPractise: () -> Unit,
    onLanguage: (String) -> Unit,
) {
    val texts = LocalTexts.current
    Page(
        title = texts.text("nav_more"),
        onBack = null,
        above = { StandingLine(standing) { onGo(Screen.Sync) } },
        below = { Tabs(Screen.More, waiting(standing), onGo) },
    ) {
        LanguageChoice(texts.language, onLanguage)
        Card({ onGo(Screen.Together) }) { Plain(texts.text("together_title")) }
        Card({ onGo(Screen.Helpline) }) { Plain(texts.text("helpline_title")) }
        Card({ onGo(Screen.Settings) }) { Plain(texts.text("settings_title")) }
        if (LocalAround.current?.onEndPractice == null) {
            Card({ onGo(Screen.Pin) }) { Plain(texts.text("pin_title")) }
            Card(onPractise) {
                Plain(texts.text("practice_begin"))
                Quiet(texts.text("practice_about"))
            }
        }
        Card({ onGo(Screen.Sync) }) { Plain(texts.text("sync_title")) }
        Card(onSwitch) { Plain(texts.text("members_switch")) }
        if (LocalAround.current?.onEndPractice == null) {
            Card({ onGo(Screen.Leave) }) { Plain(texts.text("leave_title")) }
        }
        Card({ onGo(Screen.About) }) { Plain(texts.text("about_title")) }
    }
}

@Composable
fun AboutScreen(model: AboutModel, onBack: () -> Unit) {
    val texts = LocalTexts.current
    val state by model.state.collectAsState()
    val me = state.me
    Page(title = texts.text("about_title"), onBack = onBack) {
        Plain(texts.text("about_version", state.version))
        Plain(texts.text("about_member", me.name, texts.word("role", me.role)))
        Plain(texts.text("about_organisation", me.organisation))
        Heading(texts.text("about_stored"))
        state.stored?.let {
            val megabytes = "%.1f".format(Locale(texts.language), it.bytes / BYTES_OF_MB)
            Plain(texts.count("about_sessions", it.sessions.toInt()))
            Plain(texts.count("about_venues", it.venues.toInt()))
            Plain(texts.text("about_size", megabytes))
        }
        Plain(texts.text("about_stored_what"))
    }
}

/** Taking the own work off a phone that somebody else is to use. */
@Composable
fun LeaveScreen(
    standing: Standing?,
    trouble: Trouble?,
    onBack: () -> Unit,
    onGo: (Screen) -> Unit,
    onLeave: () -> Unit,
) {
    val texts = LocalTexts.current
    Page(
        title = texts.text("leave_title"),
        onBack = onBack,
        trouble = trouble,
        above = { StandingLine(standing) { onGo(Screen.Sync) } },
        below = {
            Doing { MainButton(texts.text("leave_go"), onLeave, Modifier.fillMaxWidth()) }
        },
    ) {
        Plain(texts.text("leave_how"))
    }
}

private const val BYTES_OF_MB = 1_000_000.0

/** Who uses the phone: a name and a number each, and nothing else of theirs. */
@Composable
fun MembersScreen(
    state: AppModel.State,
    onChoose: (String) -> Unit,
    onAdd: () -> Unit,
    onAgain: () -> Unit,
    onSetAside: (String) -> Unit,
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
        if (state.closedOpenly) {
            Notice(texts.text("lock_without_pin"), Palette.amber, Palette.onAmber)
        }
        state.unreadable?.let { Unreadable(it, onSetAside) }
        if (state.members.isEmpty() && trouble != null) {
            SideButton(texts.text("members_again"), onAgain, Modifier.fillMaxWidth())
        }
        for (member in state.members) {
            Card({ onChoose(member.label) }) {
                Plain(member.label)
                val unsent = texts.unsent(member.unsent, member.unsentPhotos)
                Quiet(unsent.ifEmpty { texts.text("everything_sent") })
            }
        }
    }
}

/** The way on for whoever's work is damaged, once it is said what becomes of it. */
@Composable
internal fun Unreadable(label: String, onSetAside: (String) -> Unit) {
    val texts = LocalTexts.current
    var asked by remember(label) { mutableStateOf(false) }
    val wide = Modifier.fillMaxWidth()
    if (!asked) {
        SideButton(texts.text("set_aside", label), { asked = true }, wide)
    } else {
        Quiet(texts.text("set_aside_how"))
        SideButton(texts.text("set_aside_go"), { onSetAside(label) }, wide)
    }
}
