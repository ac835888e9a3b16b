package org.teren.core

import java.nio.file.Files
import java.time.Instant
import kotlin.test.AfterTest
import kotlin.test.Test
import kotlin.test.assertContains
import kotlin.test.assertEquals
import kotlin.test.fail
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Tag
import org.teren.core.bridge.BridgedPhone
import org.teren.testing.TerenServer
import org.teren.testing.TestKeys

/** A phone of this language and one of Swift's, with one server: see mobile/test-two-languages. */
@Tag("two-languages")
class TwoLanguagesTest {
    private val folder = Files.createTempDirectory("teren-two")
    private val server = TerenServer(Files.createDirectory(folder.resolve("server")))

    @AfterTest
    fun tidyUp() {
        server.close()
        folder.toFile().deleteRecursively()
    }

    @Test
    fun bothShowTheSameOfWhatBothEditedWithoutALine() = runBlocking {
        val phone = BridgedPhone(Files.createDirectory(folder.resolve("Ana")), "two 0.1.0", TestKeys())
        phone.join(server.invite("Ana"), "ana").use { ana ->
            swift("join", server.invite("Ion"))
            val id = ana.begin(
                listOf(
                    Edit.Kind("public_event"), Edit.Title("Market"), Edit.Status("running"),
                    Edit.StartedAt(Instant.parse("2017-03-14T08:00:00Z")),
                    Edit.Team(ana.me.id, "lead"),
                ),
            )
            ana.writeNotes(id, "", "Rain.")
            ana.sync()
            swift("sync")
            assertEquals(id, swift("list"))

            server.kill()
            ana.count(id, "reached.f.14-17", 3)
            ana.count(id, "materials.leaflet", 1)
            ana.edit(id, listOf(Edit.Title("Market day"), Edit.Topic("work_abroad", true)))
            ana.writeNotes(id, "Rain.", "Morning: rain.")
            swift("count", id, "reached.f.14-17", "2")
            swift("count", id, "reached.m.18-24", "4")
            swift("title", id, "Saturday market — “Piața”")
            swift("topic", id, "documents")
            swift("notes", id, " Many asked about contracts.")
            swift("finish", id)

            server.start()
            ana.sync()
            swift("sync")
            ana.sync()
            val both = ana.session(id)
            assertEquals(json(both), swift("show", id))
            assertEquals(9, both.people)
            assertEquals("done", both.status)
            assertEquals(setOf("work_abroad", "documents"), both.topics)
            assertEquals("Morning: rain. Many asked about contracts.", both.notes)
            val said = both.conflicts.single { it.field == "title" }.sayings.map { it.value }
            assertEquals(setOf("Market day", "Saturday market — “Piața”"), said.toSet())

            swift("settle", id, "title", "Saturday market — “Piața”")
            swift("sync")
            ana.sync()
            val settled = ana.session(id)
            assertEquals("Saturday market — “Piața”", settled.title)
            assertEquals(emptyList(), settled.conflicts)
            assertEquals(json(settled), swift("show", id))
            assertContains(swift("show", id), "\"people\":9")
        }
    }

    /** Runs one command of Swift's phone; what it printed. */
    private fun swift(vararg command: String): String {
        val program = System.getProperty("teren.swiftPhone")
        val errors = folder.resolve("errors").toFile()
        val child = ProcessBuilder(program, *command).redirectError(errors).start()
        val printed = child.inputStream.bufferedReader().readText()
        if (child.waitFor() != 0) fail("swift-phone ${command.first()}: ${errors.readText()}")
        return printed.trim()
    }

    /** A session as Swift's phone prints it: all that a screen shows, in one order. */
    private fun json(session: Session) = json(
        mapOf(
            "conflicts" to session.conflicts.associate { it.field to it.sayings.map(Saying::value) },
            "figures" to session.figures,
            "notes" to session.notes,
            "people" to session.people,
            "status" to session.status,
            "team" to session.team,
            "title" to session.title,
            "topics" to session.topics.sorted(),
        ),
    )

    private fun json(value: Any?): String = when (value) {
        is Map<*, *> -> value.entries.sortedBy { "${it.key}" }
            .joinToString(",", "{", "}") { (key, one) -> "${json(key)}:${json(one)}" }
        is List<*> -> value.joinToString(",", "[", "]") { json(it) }
        is Number -> "$value"
        else -> "\"$value\""
    }
}
