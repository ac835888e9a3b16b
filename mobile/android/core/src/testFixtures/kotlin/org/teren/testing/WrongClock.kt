package org.teren.testing

import java.nio.file.Path
import kotlin.io.path.writeText
import kotlin.test.assertEquals

/** Runs a program on a machine whose clock is wrong, as that program sees it. */
class WrongClock(folder: Path) {
    private val library = folder.resolve("wrong-clock.so")

    init {
        val source = folder.resolve("wrong-clock.c").apply { writeText(SOURCE) }
        val compiling = ProcessBuilder("cc", "-shared", "-fPIC", "-o", "$library", "$source", "-ldl")
        assertEquals(0, compiling.inheritIO().start().waitFor(), "cc, which Cargo needs as well")
    }

    /** What the program prints, started at a clock that is wrong by so many seconds. */
    fun run(bySeconds: Long, command: List<String>): String {
        val program = ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT)
        program.environment()["LD_PRELOAD"] = "$library"
        program.environment()["WRONG_BY"] = "$bySeconds"
        val running = program.start()
        val said = running.inputStream.bufferedReader().readText()
        assertEquals(0, running.waitFor(), said)
        return said.trim()
    }

    private companion object {
        /** Only what people call the time: what waits is measured by another clock. */
        val SOURCE = """
            #define _GNU_SOURCE
            #include <dlfcn.h>
            #include <stdlib.h>
            #include <time.h>

            int clock_gettime(clockid_t which, struct timespec *at) {
                static int (*real)(clockid_t, struct timespec *);
                if (!real) real = (int (*)(clockid_t, struct timespec *)) dlsym(RTLD_NEXT, "clock_gettime");
                int done = real(which, at);
                if (done == 0 && which == CLOCK_REALTIME) at->tv_sec += atol(getenv("WRONG_BY"));
                return done;
            }
        """.trimIndent() + "\n"
    }
}
