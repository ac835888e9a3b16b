package org.teren.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import java.time.Instant
import org.teren.core.Conflict
import org.teren.core.Saying
import org.teren.model.SessionModel

// What can be set right in a session: things said differently, an event that was recorded twice,
// a session that should not be there.

/** Both sayings, who said them and when, and the choice between them. */
@Composable
internal fun ToSettle(conflict: Conflict, state: SessionModel.State, model: SessionModel) {
    val texts = LocalTexts.current
    Decide {
        val field = texts.word("field", conflict.field)
        Heading("${texts.text("session_conflict")}: $field")
        Plain(texts.text("session_conflict_how"))
        conflict.sayings.forEachIndexed { at, saying ->
            val who = saying.who.joinToString(", ", transform = state::name)
            Card({ model.settle(conflict.field, at) }) {
                Plain(texts.saying(conflict.field, saying, state::name))
                Quiet(texts.text("session_at", who, texts.moment(saying.at)))
                Text(texts.text("session_take"), color = Palette.green)
            }
        }
    }
}

/** What was said, as people say it: a place by its names, a count by its total and its cells. */
internal fun Texts.saying(field: String, saying: Saying, name: (String) -> String): String {
    val place = saying.place
    return when {
        place != null -> listOf(place.words, place.adm1).filter(String::isNotBlank).joinToString(", ")
        saying.figures.isNotEmpty() -> {
            val cells = saying.figures.map { (cell, count) -> "${cell(cell, name)}: $count" }
            (listOf("${saying.figures.values.sum()}") + cells).joinToString("\n")
        }
        field.endsWith("_at") || field == "planned_for" ->
            runCatching { moment(Instant.parse(saying.value)) }.getOrDefault(saying.value)
        field == "campaign" -> name(saying.value)
        else -> word(field, saying.value)
    }
}

/** Two sessions of one event: people are counted once when one of them says so. */
@Composable
internal fun OneEvent(state: SessionModel.State, model: SessionModel) {
    val texts = LocalTexts.current
    state.counted?.let {
        Decide {
            Plain(texts.text("session_counted_once", titleOf(it, texts)))
            Deed(texts.text("session_apart")) { model.apart() }
        }
    }
    for (other in state.likeness) {
        Decide {
            Plain(texts.text("session_like", titleOf(other, texts)))
            val at = other.startedAt ?: other.plannedFor
            val there = listOfNotNull(other.place.words, at?.let(texts::moment))
            Plain(there.filter(String::isNotBlank).joinToString(" · "))
            Deed(texts.text("session_same")) { model.sameAs(other.id) }
        }
    }
}

/** Why it is hidden, and the way back. */
@Composable
internal fun Hidden(why: String, model: SessionModel) {
    val texts = LocalTexts.current
    Decide {
        Plain(texts.text("session_hidden", why))
        Deed(texts.text("session_show_again")) { model.showAgain() }
    }
}

/** Hides a session that should not be there, with a reason; nothing is deleted. */
@Composable
internal fun Hide(model: SessionModel) {
    val texts = LocalTexts.current
    var asked by remember { mutableStateOf(false) }
    var why by remember { mutableStateOf("") }
    val wide = Modifier.fillMaxWidth()
    if (!asked) {
        SideButton(texts.text("session_hide"), { asked = true }, wide)
    } else {
        Quiet(texts.text("session_hide_how"))
        Field(texts.text("session_hide_why"), why, { why = it })
        Guarded(why)
        SideButton(texts.text("session_hide"), { model.withdraw(why) }, wide, why.isNotBlank())
    }
}

/** Something to be decided. */
@Composable
private fun Decide(content: @Composable ColumnScope.() -> Unit) {
    Surface(
        Modifier.fillMaxWidth(),
        shape = RoundedCornerShape(14.dp),
        color = Palette.amber,
        contentColor = Palette.onAmber,
    ) {
        Column(
            Modifier.padding(16.dp),
            verticalArrangement = Arrangement.spacedBy(8.dp),
            content = content,
        )
    }
}

/** One way to decide it. */
@Composable
private fun Deed(text: String, onClick: () -> Unit) {
    Card(onClick) { Text(text, color = Palette.green) }
}
