package org.teren.core

import java.nio.file.Files
import kotlin.test.AfterTest
import kotlin.test.Test
import kotlin.test.assertContains
import kotlin.test.assertFails
import kotlin.test.assertFailsWith
import kotlinx.coroutines.runBlocking
import org.teren.core.bridge.BridgedPhone
import org.teren.testing.TerenServer
import org.teren.testing.TestKeys

/** Phones whose key store fails, or whose lock does while a key is handed over. */
class KeyStoreTest {
    private val folder = Files.createTempDirectory("teren-keys")
    private val server = TerenServer(Files.createDirectory(folder.resolve("server")))
    private val keys = TestKeys()
    private val phone =
        BridgedPhone(Files.createDirectory(folder.resolve("Ana")), "teren-jvm-test 0.1.0", keys)

    @AfterTest
    fun tidyUp() {
        server.close()
        folder.toFile().deleteRecursively()
    }

    @Test
    fun whereThePinStaysNoKeyLiesBesideIt() = runBlocking {
        val ana = phone.join(server.invite("Ana"), "ana")
        ana.lock.set(PIN)
        ana.close()
        // The PIN is right, and what is closed removes nothing.
        assertFails { ana.lock.remove(PIN) }
        assertContains(keys.forgotten, "ana")
        phone.unlock("ana", PIN).close()
    }

    @Test
    fun aKeyStoreThatFailsIsTroubleLikeAnyOther() = runBlocking {
        val ana = phone.join(server.invite("Ana"), "ana")
        keys.fails = Trouble.Full("no room for a key")
        assertFailsWith<Trouble.Full> { ana.lock.set(PIN) }
        ana.close()
        keys.fails = Trouble.Unreadable("the key is gone")
        assertFailsWith<Trouble.Unreadable> { phone.open("ana") }
        assertFailsWith<Trouble.Unreadable> { phone.join(server.invite("Ion"), "ion") }
        keys.fails = null
        phone.open("ana").close()
    }

    private companion object {
        const val PIN = "135790"
    }
}
