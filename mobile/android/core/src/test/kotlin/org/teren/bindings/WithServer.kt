package org.teren.bindings

import java.nio.file.Files
import java.nio.file.Path
import kotlin.test.AfterTest
import org.teren.testing.TerenServer

/** A test with a real server and phones of its own, in a folder that goes away with them. */
abstract class WithServer {
    private val folder: Path = Files.createTempDirectory("teren-jvm")
    protected val server = TerenServer(Files.createDirectory(folder.resolve("server")))

    @AfterTest
    fun tidyUp() {
        server.close()
        folder.toFile().deleteRecursively()
    }

    /** A phone of a new member. A partner names a programme. */
    protected suspend fun join(
        member: String,
        role: String = "volunteer",
        programme: String? = null,
    ) = Client.join(home(member), server.invite(member, role, programme), member.lowercase())

    /** Where the phone of a member keeps everything. */
    protected fun home(member: String): Home {
        val dir = Files.createDirectories(folder.resolve(member))
        val key = ByteArray(32) { (it * 7 + member.length).toByte() }
        return Home("$dir", key, "teren-jvm-test 0.1.0")
    }
}
