package org.teren.ui

import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.ui.Modifier
import org.teren.core.Matter
import org.teren.core.Standing
import org.teren.model.ForMeModel
import org.teren.model.Screen

@Composable
fun ForMeScreen(model: ForMeModel, standing: Standing?, onGo: (Screen) -> Unit) {
    val texts = LocalTexts.current
    val state by model.state.collectAsState()
    val trouble by model.trouble.collectAsState()
    LaunchedEffect(model) { model.watch() }
    Page(
        title = texts.text("for_me_title"),
        onBack = null,
        trouble = trouble,
        above = { StandingLine(standing) { onGo(Screen.Sync) } },
        below = { Tabs(Screen.ForMe, waiting(standing), onGo) },
    ) {
        if (state.isEmpty) Quiet(texts.text("for_me_none"))
        if (state.returned.isNotEmpty()) Heading(texts.text("for_me_returned"))
        for (session in state.returned) {
            Notice(session.returned.orEmpty(), Palette.amber, Palette.onAmber)
            SessionCard(session, session.id in state.fresh) { onGo(Screen.Session(session.id)) }
        }
        if (state.refused.isNotEmpty()) Heading(texts.text("for_me_refused"))
        for (matter in state.refused) Refused(matter, model, onGo)
        if (state.assigned.isNotEmpty()) Heading(texts.text("for_me_assigned"))
        for (session in state.assigned) {
            SessionCard(session, session.id in state.fresh) { onGo(Screen.Session(session.id)) }
        }
    }
}

@Composable
private fun Refused(matter: Matter, model: ForMeModel, onGo: (Screen) -> Unit) {
    val texts = LocalTexts.current
    val known = "refusal_${matter.code}"
    Card({ onGo(Screen.Session(matter.session)) }) {
        Plain(texts.text(if (texts.has(known)) known else "refusal_other"))
        Quiet("${matter.reason} · ${texts.moment(matter.at)}")
    }
    SideButton(
        texts.text("for_me_seen"), { model.dismiss(matter.number) }, Modifier.fillMaxWidth(),
    )
}
