package org.teren.core.bridge

import java.nio.file.Path
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import org.teren.bindings.Client
import org.teren.bindings.lockState
import org.teren.bindings.unlock as unlockIn
import org.teren.bindings.unlockByCode as unlockByCodeIn
import org.teren.core.Keys
import org.teren.core.Lock
import org.teren.core.LockState
import org.teren.core.Trouble

/**
 * The door before a member's work: who gives the key of the store. The library holds it behind the
 * PIN; the system's key store gives it while there is none, or for a finger or a face.
 */
internal class Door(private val folder: Path, private val label: String, private val keys: Keys) {
    fun state(): LockState {
        val lock = lockState("$folder", label)
        val biometrics = lock.hasPin && keys.biometrics?.has(label) == true
        return LockState(lock.hasPin, biometrics, lock.waitSeconds.toLong())
    }

    /** The key of a member without a PIN. */
    fun freeKey(): ByteArray {
        if (state().pin) throw Trouble.Locked("the PIN of `$label` comes first")
        return keys.store(label)
    }

    suspend fun key(pin: String): ByteArray = behindPin(unlockIn("$folder", label, keys.device(), pin))

    suspend fun keyByBiometrics(): ByteArray? = keys.biometrics?.ask(label)?.let(::behindPin)

    /** The finger or face of whoever had the old PIN opens nothing any more. */
    suspend fun keyByCode(code: String, pin: String): ByteArray {
        val key = unlockByCodeIn("$folder", label, keys.device(), code, pin)
        keys.biometrics?.forget(label)
        return behindPin(key)
    }

    suspend fun set(client: Client, pin: String) {
        client.setPin(keys.device(), pin)
        keys.forget(label)
    }

    /** Whoever changes it may do so because of somebody whose finger the phone knows as well. */
    suspend fun change(client: Client, old: String, new: String) {
        client.changePin(keys.device(), old, new)
        keys.biometrics?.forget(label)
    }

    /** The system has the key again before the lock is gone: whoever is cut off keeps one of both. */
    suspend fun remove(client: Client, pin: String) {
        keys.keep(label, unlockIn("$folder", label, keys.device(), pin))
        try {
            client.removePin(keys.device(), pin)
        } finally {
            // The lock stayed: no key lies beside it.
            if (state().pin) keys.forget(label)
        }
        keys.biometrics?.forget(label)
    }

    suspend fun useBiometrics(pin: String) {
        val biometrics = keys.biometrics ?: throw Trouble.NotFound("a finger or face on this phone")
        biometrics.keep(label, key(pin))
    }

    fun stopBiometrics() {
        keys.biometrics?.forget(label)
    }

    /** A copy that the system still has of the key is from an app that was cut off: it goes. */
    private fun behindPin(key: ByteArray): ByteArray {
        keys.forget(label)
        return key
    }
}

/** The PIN of a member whose work is open, over the Rust library. */
internal class BridgedLock(private val client: Client, private val door: Door) : Lock {
    override suspend fun state() = local { door.state() }

    override suspend fun set(pin: String) = local { door.set(client, pin) }

    override suspend fun change(old: String, new: String) = local { door.change(client, old, new) }

    override suspend fun remove(pin: String) = local { door.remove(client, pin) }

    override suspend fun useBiometrics(pin: String) = local { door.useBiometrics(pin) }

    override suspend fun stopBiometrics() = local { door.stopBiometrics() }

    /** Files and the key store are read, which no screen waits for. */
    private suspend fun <T> local(work: suspend () -> T): T =
        withContext(Dispatchers.IO) { inWords { work() } }
}
