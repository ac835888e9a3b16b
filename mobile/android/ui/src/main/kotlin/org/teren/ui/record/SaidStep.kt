package org.teren.ui.record

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.runtime.Composable
import androidx.compose.ui.unit.dp
import org.teren.model.RecordModel
import org.teren.ui.Choice
import org.teren.ui.Field
import org.teren.ui.LocalTexts
import org.teren.ui.Notice
import org.teren.ui.Palette
import org.teren.ui.Quiet
import org.teren.ui.word

/** Topics and notes. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
internal fun SaidStep(state: RecordModel.State, model: RecordModel) {
    val texts = LocalTexts.current
    if (state.asked.open > 0) {
        val words = texts.count("asked_open", state.asked.open)
        Notice(words, Palette.amber, Palette.onAmber)
    }
    Field(texts.text("record_notes"), state.notes, model::notes, lines = 3)
    for (warning in state.warnings) {
        val words = texts.text("warning_${warning.kind}", warning.words)
        Notice(words, Palette.amber, Palette.onAmber)
    }
    Quiet(texts.text("record_notes_help"))
    FlowRow(
        horizontalArrangement = Arrangement.spacedBy(8.dp),
        verticalArrangement = Arrangement.spacedBy(8.dp),
    ) {
        for (topic in state.vocabulary.topics) {
            val chosen = topic in state.session?.topics.orEmpty()
            Choice(texts.word("topic", topic), chosen, { model.topic(topic) })
        }
    }
}
