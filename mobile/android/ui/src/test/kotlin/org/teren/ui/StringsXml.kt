package org.teren.ui

import java.nio.file.Path
import java.util.Locale
import javax.xml.parsers.DocumentBuilderFactory
import kotlin.io.path.exists
import kotlin.io.path.inputStream
import org.w3c.dom.Element

/** The same `strings.xml` that Android compiles, read on the JVM. */
class StringsXml(override val language: String) : Texts {
    private val strings = mutableMapOf<String, String>()
    private val plurals = mutableMapOf<String, Map<String, String>>()

    init {
        val folder = if (language == "en") "values" else "values-$language"
        val file = Path.of(System.getProperty("teren.texts"), "android", folder, "strings.xml")
        check(file.exists()) { "$file is not there: mobile/test-jvm writes it" }
        val root = file.inputStream().use {
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(it).documentElement
        }
        for (entry in root.elements()) {
            val name = entry.getAttribute("name")
            when (entry.tagName) {
                "string" -> strings[name] = plain(entry.textContent)
                "plurals" -> plurals[name] = entry.elements().associate {
                    it.getAttribute("quantity") to plain(it.textContent)
                }
            }
        }
    }

    val names get() = strings.keys + plurals.keys

    override fun text(name: String, vararg gaps: Any): String {
        val said = strings[name] ?: error("$language says no $name")
        return if (gaps.isEmpty()) said else said.format(Locale(language), *gaps)
    }

    override fun count(name: String, n: Int): String {
        val forms = plurals[name] ?: error("$language counts no $name")
        return forms.getValue(category(n)).format(Locale(language), n)
    }

    override fun has(name: String) = name in strings

    /** CLDR's rules for whole numbers, which Android brings along. */
    private fun category(n: Int): String = when (language) {
        "ro" -> when {
            n == 1 -> "one"
            n == 0 || n % 100 in 1..19 -> "few"
            else -> "other"
        }
        "uk" -> when {
            n % 10 == 1 && n % 100 != 11 -> "one"
            n % 10 in 2..4 && n % 100 !in 12..14 -> "few"
            else -> "many"
        }
        else -> if (n == 1) "one" else "other"
    }

    private fun plain(text: String) = text.replace("\\n", "\n").replace(Regex("\\\\(.)"), "$1")

    private fun Element.elements() =
        (0 until childNodes.length).map(childNodes::item).filterIsInstance<Element>()
}
