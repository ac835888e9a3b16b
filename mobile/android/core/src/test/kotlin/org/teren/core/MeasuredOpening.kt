package org.teren.core

import java.lang.management.ManagementFactory
import java.nio.file.Path
import kotlin.io.path.readLines
import kotlinx.coroutines.runBlocking
import org.teren.core.bridge.BridgedPhone
import org.teren.testing.TestKeys

/**
 * A process of its own that opens a member's work and prints by how many kB it has grown, without
 * what the JVM keeps for itself. It is started with a heap that is all there from the beginning.
 */
fun main(arguments: Array<String>) = runBlocking {
    val folder = Path.of(arguments.single())
    // What the JVM takes for coroutines and for its first use of a library is not the library's.
    val before = withoutJvmKb()
    val phone = BridgedPhone(folder, "teren-measured 0.1.0", TestKeys())
    phone.open("ana").use { ana ->
        repeat(PAGES) { ana.sessions(Query(offset = it * 30)) }
        ana.session(ana.sessions(Query(limit = 1)).sessions.single().id)
        System.gc()
        println(withoutJvmKb() - before)
    }
}

/** What is in memory beside the heap, whose size does not change, and the JVM's own areas. */
private fun withoutJvmKb(): Long {
    val own = ManagementFactory.getMemoryMXBean().nonHeapMemoryUsage.committed / 1_024
    return residentKb() - own
}

internal fun residentKb(): Long = Path.of("/proc/self/status").readLines()
    .first { it.startsWith("VmRSS") }.filter(Char::isDigit).toLong()

private const val PAGES = 20
