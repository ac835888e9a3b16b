package org.teren.ui

import androidx.compose.runtime.staticCompositionLocalOf
import java.time.Instant
import java.time.LocalDate
import java.time.ZoneId
import java.time.format.DateTimeFormatter
import java.time.format.FormatStyle
import java.util.Locale

/** What the app says in one language: the generated `strings.xml`, however a platform reads it. */
interface Texts {
    /** `en`, `ro`, `uk` or `bg`. */
    val language: String

    /** The text of a resource, its gaps filled in their order. */
    fun text(name: String, vararg gaps: Any): String

    /** The form for [n] things, which fills the first gap. */
    fun count(name: String, n: Int): String

    fun has(name: String): Boolean
}

/** The languages that can be chosen, each by its own name. */
val LANGUAGES = listOf("en" to "English", "ro" to "Română", "uk" to "Українська", "bg" to "Български")

val LocalTexts = staticCompositionLocalOf<Texts> { error("no texts were provided") }

/** The word for a code of a vocabulary; a newer server's code is shown as it is, readable enough. */
fun Texts.word(vocabulary: String, code: String): String {
    val plain = code.replace('.', '_').replace('-', '_').replace("+", "_up")
    val name = "${vocabulary}_$plain"
    return if (has(name)) text(name) else code.replace('_', ' ')
}

fun Texts.moment(at: Instant): String {
    val format = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
    return format.withLocale(Locale(language)).withZone(ZoneId.systemDefault()).format(at)
}

/** A day `YYYY-MM-DD` as people write it. */
fun Texts.day(day: String): String {
    val format = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(Locale(language))
    // One word: "14 Mar" at the end of a line with "2017" in the next is hard to read.
    return LocalDate.parse(day).format(format).replace(' ', HARD_SPACE)
}

/** A blank at which no line ends. */
internal const val HARD_SPACE = '\u00a0'
