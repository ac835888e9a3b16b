package org.teren.core

import java.nio.file.Files
import java.nio.file.Path
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.time.measureTime
import kotlinx.coroutines.runBlocking
import org.teren.core.bridge.BridgedPhone
import org.teren.testing.TerenServer
import org.teren.testing.TestKeys

/**
 * What the library costs with 10,000 sessions, printed and not judged: `mobile/measure` runs it,
 * and no other run does.
 */
class MeasuredRun {
    @Test
    fun tenThousandSessions() = runBlocking {
        val folder = Files.createTempDirectory("teren-measured")
        val phone = BridgedPhone(folder, "teren-measured 0.1.0", TestKeys())
        TerenServer(Files.createDirectory(folder.resolve("server"))).use { server ->
            phone.join(server.invite("Ana"), "ana").use { ana ->
                repeat(SESSIONS) {
                    ana.begin(listOf(Edit.Kind("school"), Edit.Title("Grade ${it % 12}, $it")))
                }
                val id = ana.sessions(Query(limit = 1)).sessions.single().id
                val taps = (1..TAPS).map { measureTime { ana.count(id, "reached.f.14-17", 1) } }
                // What is not sent yet is read anew with each tap: the later ones cost more.
                for ((which, some) in listOf("First" to taps.take(100), "Last" to taps.takeLast(100))) {
                    val us = spread(some.map { it.inWholeMicroseconds })
                    println("$which hundred of $TAPS taps: each on the disk after $us µs")
                }
            }
        }
        val opened = (1..OPENED).map {
            measureTime {
                phone.open("ana").use { assertEquals(30, it.sessions(Query()).sessions.size) }
            }
        }
        val ms = spread(opened.map { it.inWholeMilliseconds })
        println("Opened to the first list of $SESSIONS after $ms ms")
        val grown = (1..PROCESSES).map { grownKb(folder) }
        println("The library takes ${spread(grown)} kB of memory, the JVM's own apart")
        folder.toFile().deleteRecursively()
        Unit
    }

    private fun spread(figures: List<Long>): String {
        val sorted = figures.sorted()
        return "${sorted[sorted.size / 2]} (${sorted.first()} to ${sorted[sorted.size * 99 / 100]})"
    }

    /** By how much a process of its own grows that opens the work and looks at some of it. */
    private fun grownKb(folder: Path): Long {
        val java = ProcessHandle.current().info().command().get()
        val opening = ProcessBuilder(
            java, "-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch",
            "-Djna.library.path=${System.getProperty("jna.library.path")}",
            "-cp", System.getProperty("java.class.path"),
            "org.teren.core.MeasuredOpeningKt", "$folder",
        ).redirectError(ProcessBuilder.Redirect.INHERIT).start()
        val said = opening.inputStream.bufferedReader().readText()
        assertEquals(0, opening.waitFor())
        return said.trim().toLong()
    }

    private companion object {
        const val SESSIONS = 10_000
        const val TAPS = 1_000
        const val OPENED = 20
        const val PROCESSES = 5
    }
}
