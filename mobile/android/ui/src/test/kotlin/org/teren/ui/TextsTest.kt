package org.teren.ui

import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.name
import kotlin.io.path.readText
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

class TextsTest {
    private val sources = Path.of(System.getProperty("teren.android"), "ui/src/main/kotlin")

    @Test
    fun everyTextThatAScreenNamesIsThere() {
        val english = StringsXml("en").names
        val named = Regex("(?:text|count)\\(\\s*\"([a-z_]+)\"")
        val quoted = Regex("\"((?:record|sessions?|join|nav|step|sync|status|for_me)_[a-z_]+)\"")
        val said = Files.walk(sources).use { all ->
            all.filter { it.name.endsWith(".kt") }.toList()
        }.flatMap { file ->
            val code = file.readText()
            (named.findAll(code) + quoted.findAll(code)).map { it.groupValues[1] }.toList()
        }.toSet()
        assertTrue(said.size > 60, "$said")
        assertEquals(emptySet(), said - english)
    }

    @Test
    fun numbersChooseTheirForms() {
        val romanian = StringsXml("ro")
        assertEquals("1 persoană", romanian.count("people", 1))
        assertEquals("19 persoane", romanian.count("people", 19))
        assertEquals("20 de persoane", romanian.count("people", 20))
        assertEquals("101 persoane", romanian.count("people", 101))
        val ukrainian = StringsXml("uk")
        val forms = listOf(1 to "1 особа", 3 to "3 особи", 5 to "5 осіб", 11 to "11 осіб", 21 to "21 особа")
        for ((n, words) in forms) assertEquals(words, ukrainian.count("people", n))
        assertEquals("2 души", StringsXml("bg").count("people", 2))
        assertEquals("1 person", StringsXml("en").count("people", 1))
    }

    @Test
    fun codesHaveWordsAndUnknownOnesCanBeRead() {
        val english = StringsXml("en")
        assertEquals("60\u00a0+", english.word("age", "60+"))
        assertEquals("14–17", english.word("age", "14-17"))
        assertEquals("door to door", english.word("kind", "door_to_door"))
        assertEquals("Women and girls, 14–17", english.cell("reached.f.14-17") { it })
        assertEquals("Leaflets", english.cell("materials.leaflet") { it })
    }
}
