package org.teren.ui

import androidx.compose.foundation.layout.aspectRatio
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.runtime.Composable
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.ui.Modifier
import org.teren.model.ReadCodesModel

/** What the camera sees, how much of it was read, and in the end what came out of it. */
@Composable
fun ReadCodesScreen(model: ReadCodesModel, senses: Senses, onBack: () -> Unit) {
    val texts = LocalTexts.current
    val state by model.state.collectAsState()
    val trouble by model.trouble.collectAsState()
    val (progress, taken) = state
    Page(
        title = texts.text("codes_read"),
        onBack = onBack,
        trouble = trouble,
        below = {
            Doing {
                val leave = texts.text(if (taken == null) "codes_stop" else "codes_done")
                Beside(
                    {
                        val has = progress.have > 0
                        SideButton(texts.text("codes_anew"), { model.renew() }, it, has)
                    },
                    { MainButton(leave, onBack, it) },
                )
            }
        },
    ) {
        if (taken != null) {
            for (came in taken) Came(came)
            return@Page
        }
        if (progress.have == 0) {
            Plain(texts.text("codes_point"))
        } else {
            Plain(texts.text("codes_have", progress.have, progress.of))
        }
        if (state.awaited.isNotEmpty()) {
            Quiet(texts.text("codes_missing", state.awaited.joinToString(", ")))
        }
        Awake(senses)
        senses.reader?.invoke(Modifier.fillMaxWidth().aspectRatio(1f), model::seen)
    }
}
