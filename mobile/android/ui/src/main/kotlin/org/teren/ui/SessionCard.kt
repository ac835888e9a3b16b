package org.teren.ui

import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import org.teren.core.Listed

/** A session as lists show it. */
@Composable
fun SessionCard(session: Listed, isNew: Boolean = false, onClick: () -> Unit) {
    val texts = LocalTexts.current
    val around = LocalAround.current
    Card(onClick) {
        if (isNew) {
            Text(
                texts.text("for_me_new"),
                style = MaterialTheme.typography.labelMedium,
                color = Palette.green,
            )
        }
        Text(nameOf(session, texts), style = MaterialTheme.typography.titleMedium)
        val place = listOf(session.place, texts.day(session.day)).filter(String::isNotBlank)
        Quiet(place.joinToString(" · "))
        val more = listOfNotNull(
            texts.word("status", session.status),
            texts.count("people", session.people.toInt()).takeIf { session.people > 0 },
            texts.text("session_row_unsent").takeIf { session.unsent },
            brought(session.broughtBy.map { around?.name?.invoke(it) }, texts),
            texts.text("session_row_conflict").takeIf { session.conflicts > 0 },
        )
        Quiet(more.joinToString(" · "))
    }
}

private fun nameOf(session: Listed, texts: Texts): String {
    val kind = session.kind?.let { texts.word("kind", it) }
    return session.title.ifBlank { kind ?: texts.text("app_name") }
}

/** Who brought it; a colleague, when somebody among them is not known here. */
private fun brought(names: List<String?>, texts: Texts): String? = when {
    names.isEmpty() -> null
    names.any { it == null } -> texts.text("session_row_brought")
    else -> texts.text("session_row_brought_by", names.joinToString(", "))
}
