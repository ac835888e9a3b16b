package org.teren.ui

import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.runtime.Composable
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.ui.Modifier
import org.teren.core.Trouble
import org.teren.model.JoinModel

/** Joining; [why] somebody has to, when it is not for the first time. */
@Composable
fun JoinScreen(
    model: JoinModel,
    why: Trouble?,
    onBack: (() -> Unit)?,
    onScan: (() -> Unit)?,
    onLanguage: (String) -> Unit,
) {
    val texts = LocalTexts.current
    val state by model.state.collectAsState()
    val trouble by model.trouble.collectAsState()
    Page(
        title = texts.text("join_title"),
        onBack = onBack,
        below = {
            Doing {
                val words = if (state.working) "join_working" else "join_go"
                MainButton(
                    texts.text(words), { model.join() }, Modifier.fillMaxWidth(), state.ready,
                )
            }
        },
    ) {
        val said = trouble?.let { joinWords(it) } ?: why?.words()
        said?.let { Notice(it, Palette.rose, Palette.onRose) }
        LanguageChoice(texts.language, onLanguage)
        Plain(texts.text("join_how"))
        if (onScan != null) {
            SideButton(texts.text("join_scan"), onScan, Modifier.fillMaxWidth())
        }
        Field(texts.text("join_link"), state.link, model::link)
        if (state.link.isNotEmpty() && !state.looksLikeLink) {
            Notice(texts.text("join_bad_link"), Palette.amber, Palette.onAmber)
        }
        Field(texts.text("join_name"), state.name, model::name)
        Quiet(texts.text("join_name_help"))
    }
}

/** Each language by its own name. */
@Composable
fun LanguageChoice(chosen: String, onLanguage: (String) -> Unit) {
    Heading(LocalTexts.current.text("join_language"))
    Choices {
        for ((tag, name) in LANGUAGES) Choice(name, tag == chosen, { onLanguage(tag) })
    }
}

@Composable
private fun joinWords(trouble: Trouble): String {
    val texts = LocalTexts.current
    return when (trouble) {
        is Trouble.Invalid -> texts.text("join_bad_link")
        is Trouble.Refused -> texts.text("join_used")
        is Trouble.Membership -> texts.text("join_name_taken")
        else -> trouble.words()
    }
}
