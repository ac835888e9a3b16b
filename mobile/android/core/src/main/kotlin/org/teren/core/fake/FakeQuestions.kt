package org.teren.core.fake

import org.teren.core.Again
import org.teren.core.Asked
import org.teren.core.Question
import org.teren.core.Trouble
import org.teren.core.Wrong

// What a fake campaign asks. A question of the form stands in the group that repeats before it when
// its key begins with the group's name and a slash: `class`, then `class/pupils`.

/** The form with the answers, each group as often as it was answered or [begun]. */
internal fun asked(form: List<Question>, answers: Map<String, String>, begun: Set<String>): Asked {
    val questions = mutableListOf<Question>()
    val again = mutableListOf<Again>()
    for (question in form) {
        when {
            question.kind == "repeat" -> {
                val group = form.filter { it.key.startsWith("${question.key}/") }
                questions += question
                times(question.key, answers.keys + begun).forEachIndexed { at, time ->
                    questions += group.map { it.at(time, at + 1, answers) }
                }
                again += Again(question.key, question.label, questions.size)
            }
            '/' !in question.key -> questions += question.answered(answers)
        }
    }
    return Asked(questions, again)
}

internal fun anotherTime(
    form: List<Question>,
    answers: Map<String, String>,
    group: String,
    who: String,
): String {
    if (form.none { it.key == group && it.kind == "repeat" }) {
        throw Trouble.NotFound("$group is asked once")
    }
    val last = times(group, answers.keys).maxOfOrNull { it.number() } ?: 0
    return "$group#$who.${last + 1}/"
}

/** The key of a question as the form has it. */
internal fun formKey(key: String) = key.replace(Regex("#[^/]*"), "")

private fun times(group: String, keys: Set<String>) = keys
    .filter { it.startsWith("$group#") }.map { it.substringBefore('/') + "/" }
    .distinct().sortedBy { it.number() }

private fun String.number() = substringAfterLast('.').removeSuffix("/").toInt()

private fun Question.at(time: String, number: Int, answers: Map<String, String>): Question {
    val placed = copy(key = time + key.substringAfterLast('/'), repetition = number)
    return placed.answered(answers)
}

private fun Question.answered(answers: Map<String, String>): Question {
    val answer = answers[key].orEmpty()
    val chosen = answer.split(' ')
    return copy(
        answer = answer,
        choices = choices.map { it.copy(chosen = it.name in chosen) },
        wrong = Wrong.Required(null).takeIf { required && answer.isEmpty() },
    )
}
