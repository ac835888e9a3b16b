package org.teren.ui

import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.material3.LinearProgressIndicator
import androidx.compose.runtime.Composable
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.ui.Modifier
import org.teren.model.SyncModel

@Composable
fun SyncScreen(model: SyncModel, onBack: () -> Unit) {
    val texts = LocalTexts.current
    val state by model.state.collectAsState()
    val trouble by model.trouble.collectAsState()
    Page(
        title = texts.text("sync_title"),
        onBack = onBack,
        trouble = trouble,
        above = { StandingLine(state.standing) { model.start() } },
        below = {
            Doing {
                if (state.running) {
                    SideButton(texts.text("sync_stop"), model::stop, Modifier.fillMaxWidth())
                } else {
                    MainButton(texts.text("sync_now"), model::start, Modifier.fillMaxWidth())
                }
            }
        },
    ) {
        if (state.running) {
            Heading(texts.text("sync_working"))
            LinearProgressIndicator(Modifier.fillMaxWidth())
            state.progress?.let {
                Plain(texts.text("sync_progress", it.sent, it.received, it.toSend))
                val photos = it.photosToSend.toInt()
                if (photos > 0) Plain(texts.count("sync_photos", photos))
            }
        }
        if (state.stopped) Notice(texts.text("sync_stopped"))
        state.report?.let {
            Notice(texts.text("sync_done", it.sent, it.received))
            if (it.photosWaiting > 0) {
                Notice(texts.count("sync_photos_waiting", it.photosWaiting.toInt()))
            }
            if (it.photosRefused > 0) {
                val words = texts.count("sync_photos_refused", it.photosRefused.toInt())
                Notice(words, Palette.amber, Palette.onAmber)
            }
            if (it.refused > 0) {
                val words = texts.count("sync_refused", it.refused.toInt())
                Notice(words, Palette.amber, Palette.onAmber)
            }
        }
        Plain(texts.text("sync_safe"))
    }
}
