package org.teren.ui

import androidx.compose.foundation.background
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.Immutable
import androidx.compose.runtime.remember
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.text.style.TextDecoration
import androidx.compose.ui.unit.dp
import org.teren.core.Warning

/** What every page has around it while somebody's work is open. */
@Immutable
class Around(
    /** Closes everything at once. */
    val onLock: () -> Unit,
    /** The helpline, one tap away; none where it is open. */
    val onHelpline: (() -> Unit)?,
    /** Ends practice; none when the work is real. */
    val onEndPractice: (() -> Unit)?,
    /** What a member is called; none for somebody who is not known here. */
    val name: (id: String) -> String?,
    /** How many sessions are planned for the member that were not seen yet. */
    val news: Int,
    /** What should not be in words as they are typed. */
    val warnings: (words: String) -> List<Warning>,
)

/** None before anybody's work is open. */
val LocalAround = staticCompositionLocalOf<Around?> { null }

/** Says what should not be in words that are being typed; they are taken all the same. */
@Composable
internal fun Guarded(words: String) {
    val texts = LocalTexts.current
    val around = LocalAround.current ?: return
    for (warning in remember(words) { around.warnings(words) }) {
        val said = texts.text("warning_${warning.kind}", warning.words)
        Notice(said, Palette.amber, Palette.onAmber)
    }
}

/** Says on every page that nothing of this is real, and leads out of it. */
@Composable
internal fun PracticeBanner(onEnd: () -> Unit) {
    val texts = LocalTexts.current
    Column(
        Modifier.fillMaxWidth().background(Palette.amber).padding(horizontal = 16.dp),
        verticalArrangement = Arrangement.Center,
    ) {
        Text(
            texts.text("practice_banner"),
            Modifier.padding(top = 8.dp),
            style = MaterialTheme.typography.bodyMedium,
            color = Palette.onAmber,
        )
        Box(
            Modifier.fillMaxWidth().heightIn(min = TARGET)
                .clickable(role = Role.Button, onClick = onEnd),
            contentAlignment = Alignment.CenterStart,
        ) {
            Text(
                texts.text("practice_end"),
                style = MaterialTheme.typography.labelLarge,
                textDecoration = TextDecoration.Underline,
                color = Palette.onAmber,
            )
        }
    }
}
