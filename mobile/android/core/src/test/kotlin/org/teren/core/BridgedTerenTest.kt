package org.teren.core

import java.nio.file.Files
import org.teren.core.bridge.BridgedPhone
import org.teren.testing.TerenServer
import org.teren.testing.TestBiometrics
import org.teren.testing.TestKeys

/** The contract over the real library, against a real server. */
class BridgedTerenTest : TerenContract() {
    override fun world(): World = BridgedWorld()
}

class BridgedLockTest : LockContract() {
    override fun world(): LockedWorld = BridgedWorld()
}

private class BridgedWorld : LockedWorld {
    private val folder = Files.createTempDirectory("teren-jvm")
    private val server = TerenServer(Files.createDirectory(folder.resolve("server")))

    private val sensor = TestBiometrics()
    private val keys = mutableMapOf<String, TestKeys>()

    override fun phone(name: String): Phone {
        val dir = Files.createDirectories(folder.resolve(name))
        return BridgedPhone(dir, "teren-jvm-test 0.1.0", keys.getOrPut(name) { TestKeys(sensor) })
    }

    override fun invite(member: String, role: String) = server.invite(member, role)

    override fun asks() = server.askSchools()

    override fun line(isThere: Boolean) = if (isThere) server.start() else server.kill()

    override fun close() {
        server.close()
        folder.toFile().deleteRecursively()
    }

    override fun unlockCode(member: String) = server.unlockCode(member)

    override fun finger(isRight: Boolean) {
        sensor.showsFinger = isRight
    }
}
