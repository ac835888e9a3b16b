package org.teren.core

/** What a campaign asks about a session now, in order. */
data class Asked(val questions: List<Question>, val again: List<Again>) {
    /** What is wrong with the answers, or not answered though it must be. */
    val open get() = questions.count { it.wrong != null }

    companion object {
        val NOTHING = Asked(emptyList(), emptyList())
    }
}

/** A group that can be asked once more. */
data class Again(
    /** Its name in the form. */
    val group: String,
    val label: String,
    /** How many of the questions stand in front of where it would be asked once more. */
    val after: Int,
)

/** A question with its answer, the heading of a group, or a note. */
data class Question(
    /** Under which it is answered. */
    val key: String,
    /**
     * `group`, `repeat`, `select_one`, `select_multiple`, `integer`, `decimal`, `text`, `date` or
     * `note`.
     */
    val kind: String,
    val label: String,
    /** What helps to answer; may be empty. */
    val hint: String,
    /** As it would be typed; empty when there is none. */
    val answer: String,
    val choices: List<Option>,
    val required: Boolean,
    val wrong: Wrong?,
    /** Which time of its group this is, from 1; none outside of groups that repeat. */
    val repetition: Int? = null,
) {
    /** By what the time of its group is known: so begin the keys of all its questions. */
    val time get() = key.substringBefore('/').takeIf { '#' in it }?.plus('/')
}

/** One thing that can be chosen. */
data class Option(val name: String, val label: String, val chosen: Boolean)

/** What is wrong with an answer; it never keeps anybody from going on. */
sealed interface Wrong {
    /** It must be answered; [words] are the form's own. */
    data class Required(val words: String?) : Wrong

    /** It breaks the form's [rule]. */
    data class Constraint(val words: String?, val rule: String) : Wrong

    /** It cannot be an answer: [allowed] can. */
    data class Unfit(val allowed: String) : Wrong
}
