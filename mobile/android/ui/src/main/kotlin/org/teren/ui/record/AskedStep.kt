package org.teren.ui.record

import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import org.teren.core.Question
import org.teren.core.Wrong
import org.teren.model.RecordModel
import org.teren.ui.Choice
import org.teren.ui.Field
import org.teren.ui.Heading
import org.teren.ui.LocalTexts
import org.teren.ui.Notice
import org.teren.ui.Palette
import org.teren.ui.Plain
import org.teren.ui.Quiet

/** What the campaign asks. What is wrong is said, and keeps nobody from going on. */
@Composable
internal fun AskedStep(state: RecordModel.State, model: RecordModel) {
    for (question in state.questions) key(question.key) { Asked(question, model) }
}

@Composable
private fun Asked(question: Question, model: RecordModel) {
    val must = if (question.required) " *" else ""
    when (question.kind) {
        "group", "repeat" -> Heading(question.label)
        "note" -> Quiet(question.label)
        "select_one", "select_multiple" -> {
            Plain(question.label + must)
            for (choice in question.choices) {
                val choose = {
                    if (question.kind == "select_one") {
                        model.answer(question.key, choice.name)
                        Unit
                    } else {
                        model.choose(question, choice.name)
                    }
                }
                Choice(choice.label, choice.chosen, choose, Modifier.fillMaxWidth())
            }
        }
        else -> {
            // What is typed stands as it is typed, whatever the answer is taken for.
            var typed by remember { mutableStateOf(question.answer) }
            Plain(question.label + must)
            Field(question.hint.ifBlank { question.label }, typed, {
                typed = it
                model.answer(question.key, it)
            })
        }
    }
    question.wrong?.let { Notice(words(it), Palette.amber, Palette.onAmber) }
}

@Composable
private fun words(wrong: Wrong): String {
    val texts = LocalTexts.current
    return when (wrong) {
        is Wrong.Required -> wrong.words ?: texts.text("asked_required")
        is Wrong.Constraint -> wrong.words ?: texts.text("asked_constraint", wrong.rule)
        is Wrong.Unfit -> texts.text("asked_unfit", wrong.allowed)
    }
}
