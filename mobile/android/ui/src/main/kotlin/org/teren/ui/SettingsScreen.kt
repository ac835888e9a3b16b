package org.teren.ui

import androidx.compose.runtime.Composable
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import org.teren.model.Choices
import org.teren.model.RemindBefore
import org.teren.model.Shade

/** How the app looks and when it reminds, on this phone. */
@Composable
fun SettingsScreen(choices: Choices, onBack: () -> Unit) {
    val texts = LocalTexts.current
    val chosen by choices.state.collectAsState()
    Page(title = texts.text("settings_title"), onBack = onBack) {
        Heading(texts.text("settings_shade"))
        Choices {
            for (shade in Shade.entries) {
                val words = texts.word("shade", shade.name.lowercase())
                Choice(words, shade == chosen.shade, { choices.shade(shade) })
            }
        }
        Heading(texts.text("settings_remind"))
        Choices {
            for (before in RemindBefore.entries) {
                val words = texts.word("remind", before.name.lowercase())
                Choice(words, before == chosen.remindBefore, { choices.remindBefore(before) })
            }
        }
        Quiet(texts.text("settings_remind_how"))
    }
}
