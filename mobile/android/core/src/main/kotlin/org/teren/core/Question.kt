package org.teren.core

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
)

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
