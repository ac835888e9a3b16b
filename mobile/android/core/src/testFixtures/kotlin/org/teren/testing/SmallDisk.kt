package org.teren.testing

import java.io.IOException
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.deleteExisting
import kotlin.io.path.outputStream
import org.junit.jupiter.api.Assumptions

/**
 * A real file system in memory that is soon full. Where this user may not mount one the test ends
 * there, as skipped; in CI that is a failure.
 */
class SmallDisk(private val at: Path, kib: Int) : AutoCloseable {
    private val ballast = at.resolve("ballast")

    init {
        Files.createDirectories(at)
        val options = "size=${kib}k,mode=700"
        val mount = ProcessBuilder("mount", "-t", "tmpfs", "-o", options, "tmpfs", "$at").start()
        val isMounted = mount.waitFor() == 0
        check(isMounted || System.getenv("CI") != "true") { "no small disk can be mounted here" }
        Assumptions.assumeTrue(isMounted, "no small disk can be mounted here")
    }

    /** Fills what is left of it. */
    fun fill() = ballast.outputStream().use { file ->
        try {
            while (true) file.write(ByteArray(BLOCK_BYTES))
        } catch (_: IOException) {
            // It is full.
        }
    }

    fun makeRoom() = ballast.deleteExisting()

    override fun close() {
        // Lazily: a store that a failed test left open may still have files there.
        ProcessBuilder("umount", "-l", "$at").start().waitFor()
    }

    private companion object {
        const val BLOCK_BYTES = 512
    }
}
