package org.teren.core.fake

import org.teren.core.Lock
import org.teren.core.LockState
import org.teren.core.Problem
import org.teren.core.Trouble

/** A member's PIN in memory, where it outlives the work that is closed. */
internal class FakeDoor {
    var pin: String? = null
    var byBiometrics = false
    private var wrong = 0

    /** Nothing passes the time here: whoever waits, waits until a code opens it. */
    private val waitSeconds get() = if (wrong > FREE_TRIES) WAIT_SECONDS else 0

    fun state() = LockState(pin != null, byBiometrics, waitSeconds)

    fun checkOpen() {
        if (pin != null) throw Trouble.Locked("the PIN comes first")
    }

    fun tryPin(said: String) {
        if (pin == null) throw Trouble.Membership("no PIN is set")
        if (waitSeconds > 0) throw Trouble.WrongPin(waitSeconds, "wrong too often")
        if (said != pin) {
            wrong += 1
            throw Trouble.WrongPin(waitSeconds, "this is another PIN")
        }
        wrong = 0
    }

    fun check(new: String) {
        if (new.length < PIN_CHARS_MIN) {
            throw Trouble.Invalid(listOf(Problem("pin", "too short", "at least $PIN_CHARS_MIN")))
        }
    }

    fun set(new: String) {
        check(new)
        pin = new
        wrong = 0
    }

    private companion object {
        const val FREE_TRIES = 4
        const val PIN_CHARS_MIN = 6
        const val WAIT_SECONDS = 30L
    }
}

internal class FakeLock(private val door: FakeDoor) : Lock {
    override suspend fun state() = door.state()

    override suspend fun set(pin: String) {
        if (door.pin != null) throw Trouble.Membership("a PIN is set already")
        door.set(pin)
    }

    override suspend fun change(old: String, new: String) {
        door.check(new)
        door.tryPin(old)
        door.set(new)
        door.byBiometrics = false
    }

    override suspend fun remove(pin: String) {
        door.tryPin(pin)
        door.pin = null
        door.byBiometrics = false
    }

    override suspend fun useBiometrics(pin: String) {
        door.tryPin(pin)
        door.byBiometrics = true
    }

    override suspend fun stopBiometrics() {
        door.byBiometrics = false
    }
}
