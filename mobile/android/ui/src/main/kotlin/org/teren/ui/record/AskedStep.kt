package org.teren.ui.record

import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.text.input.KeyboardType
import org.teren.core.Again
import org.teren.core.Question
import org.teren.core.Wrong
import org.teren.model.RecordModel
import org.teren.ui.Choice
import org.teren.ui.Field
import org.teren.ui.Guarded
import org.teren.ui.Heading
import org.teren.ui.LocalTexts
import org.teren.ui.Notice
import org.teren.ui.Palette
import org.teren.ui.Plain
import org.teren.ui.Quiet
import org.teren.ui.SideButton

/** What the campaign asks. What is wrong is said, and keeps nobody from going on. */
@Composable
internal fun AskedStep(state: RecordModel.State, model: RecordModel) {
    val (questions, again) = state.asked
    var group = ""
    for ((at, question) in questions.withIndex()) {
        if (question.kind == "repeat") group = question.label
        val time = question.time?.takeIf { it != questions[at - 1].time }
        if (time != null) OneTime(group, question.repetition ?: 1, time, model)
        key(question.key) { Question(question, model) }
        for (offered in again.filter { it.after == at + 1 }) AskAgain(offered, model)
    }
}

/** Once more, e.g. another class that was visited. */
@Composable
private fun AskAgain(group: Again, model: RecordModel) {
    val words = LocalTexts.current.text("asked_again", group.label)
    SideButton(words, { model.askAgain(group.group) }, Modifier.fillMaxWidth())
}

/** The heading of one time of a group, and the way to take it back. */
@Composable
private fun OneTime(group: String, number: Int, time: String, model: RecordModel) {
    val texts = LocalTexts.current
    val name = texts.text("asked_time", group, number)
    Heading(name)
    SideButton(texts.text("asked_remove", name), { model.unask(time) }, Modifier.fillMaxWidth())
}

@Composable
private fun Question(question: Question, model: RecordModel) {
    when (question.kind) {
        "group", "repeat" -> return Heading(question.label)
        "note" -> return Quiet(question.label)
    }
    Plain(question.label + if (question.required) " *" else "")
    when (question.kind) {
        "select_one" -> Choices(question) { model.answer(question.key, it) }
        "select_multiple" -> Choices(question) { model.choose(question, it) }
        "date" -> Dated(question) { model.answer(question.key, it) }
        else -> Typed(question, model)
    }
    question.wrong?.let { Notice(words(it, question.kind), Palette.amber, Palette.onAmber) }
}

@Composable
private fun Choices(question: Question, onChoose: (name: String) -> Unit) {
    for (choice in question.choices) {
        Choice(choice.label, choice.chosen, { onChoose(choice.name) }, Modifier.fillMaxWidth())
    }
}

@Composable
private fun Typed(question: Question, model: RecordModel) {
    // What is typed stands as it is typed, whatever the answer is taken for.
    var typed by remember { mutableStateOf(question.answer) }
    val keyboard = when (question.kind) {
        "integer" -> KeyboardType.Number
        "decimal" -> KeyboardType.Decimal
        else -> KeyboardType.Text
    }
    val onChange: (String) -> Unit = { words ->
        typed = words
        model.answer(question.key, words)
    }
    Field(question.hint.ifBlank { question.label }, typed, onChange, keyboard = keyboard)
    if (question.kind == "text") Guarded(typed)
}

@Composable
private fun words(wrong: Wrong, kind: String): String {
    val texts = LocalTexts.current
    return when (wrong) {
        is Wrong.Required -> wrong.words ?: texts.text("asked_required")
        is Wrong.Constraint -> wrong.words ?: texts.text("asked_constraint", wrong.rule)
        is Wrong.Unfit -> texts.text("unfit_$kind".takeIf(texts::has) ?: "asked_unfit")
    }
}
