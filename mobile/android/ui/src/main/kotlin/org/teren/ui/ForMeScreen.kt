package org.teren.ui

import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.ui.Modifier
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
        for (refused in state.refused) Refused(refused, model, onGo)
        if (state.assigned.isNotEmpty()) Heading(texts.text("for_me_assigned"))
        for (session in state.assigned) {
            SessionCard(session, session.id in state.fresh) { onGo(Screen.Session(session.id)) }
        }
    }
}

@Composable
private fun Refused(refused: ForMeModel.Refused, model: ForMeModel, onGo: (Screen) -> Unit) {
    val texts = LocalTexts.current
    val (matter, session) = refused
    val known = "refusal_${matter.code}".takeIf(texts::has)
    val about = listOfNotNull(
        session?.let { titleOf(it, texts) },
        // The server's own words, for a coordinator, when this app has none.
        matter.reason.takeIf { known == null },
        texts.moment(matter.at),
    )
    Card({ onGo(Screen.Session(matter.session)) }) {
        Plain(texts.text(known ?: "refusal_other"))
        Quiet(about.joinToString(" · "))
    }
    SideButton(
        texts.text("for_me_seen"), { model.dismiss(matter.number) }, Modifier.fillMaxWidth(),
    )
}
