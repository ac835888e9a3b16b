package org.teren.ui

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.ui.Modifier
import org.teren.model.Screen
import org.teren.model.TodayModel

@Composable
fun TodayScreen(model: TodayModel, onGo: (Screen) -> Unit) {
    val texts = LocalTexts.current
    val state by model.state.collectAsState()
    val trouble by model.trouble.collectAsState()
    LaunchedEffect(model) { model.watch() }
    Page(
        title = texts.text("today_hello", state.me.name),
        onBack = null,
        trouble = trouble,
        above = { StandingLine(state.standing) { onGo(Screen.Sync) } },
        below = {
            Column {
                Doing {
                    MainButton(
                        texts.text("today_record"),
                        { onGo(Screen.Record(null)) },
                        Modifier.fillMaxWidth(),
                    )
                }
                Tabs(Screen.Today, waiting(state.standing), onGo)
            }
        },
    ) {
        Heading(texts.text("today_open"))
        if (state.open.isEmpty()) Quiet(texts.text("today_nothing"))
        for (session in state.open) {
            SessionCard(session) {
                val running = session.status == "running"
                onGo(if (running) Screen.Record(session.id) else Screen.Session(session.id))
            }
        }
    }
}
