package org.teren.core

import java.nio.file.Files
import org.teren.core.bridge.BridgedPhone
import org.teren.testing.TerenServer

/** The contract over the real library, against a real server. */
class BridgedTerenTest : TerenContract() {
    override fun world() = object : World {
        private val folder = Files.createTempDirectory("teren-jvm")
        private val server = TerenServer(Files.createDirectory(folder.resolve("server")))

        override fun phone(name: String): Phone {
            val dir = Files.createDirectories(folder.resolve(name))
            return BridgedPhone(dir, "teren-jvm-test 0.1.0") { label ->
                ByteArray(32) { (it * 7 + label.hashCode()).toByte() }
            }
        }

        override fun invite(member: String, role: String) = server.invite(member, role)

        override fun asks() = server.askSchools()

        override fun line(isThere: Boolean) = if (isThere) server.start() else server.kill()

        override fun close() {
            server.close()
            folder.toFile().deleteRecursively()
        }
    }
}
