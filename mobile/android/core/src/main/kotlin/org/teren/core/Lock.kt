package org.teren.core

/** What a member's work asks for before it opens. */
data class LockState(
    val pin: Boolean,
    /** Whether a finger or a face opens it as well. */
    val biometrics: Boolean,
    /** How many seconds the next try waits, after too many wrong ones. */
    val waitSeconds: Long,
) {
    companion object {
        val OPEN = LockState(pin = false, biometrics = false, waitSeconds = 0)
    }
}

/**
 * The PIN of one member whose work is open. Whoever wants to change or remove it says it again,
 * for the phone may lie open in somebody else's hand. A wrong one counts as it does at the door.
 */
interface Lock {
    suspend fun state(): LockState

    /** The first PIN. */
    suspend fun set(pin: String)

    /** Another PIN. No finger or face opens the work until it is chosen again. */
    suspend fun change(old: String, new: String)

    /** From now on the work opens by itself. */
    suspend fun remove(pin: String)

    /** Takes a finger or a face for the PIN from now on. */
    suspend fun useBiometrics(pin: String)

    suspend fun stopBiometrics()
}

/** Practice has no PIN: it is gone when it is closed. */
internal object PracticeLock : Lock {
    override suspend fun state() = LockState.OPEN

    override suspend fun set(pin: String) = no()

    override suspend fun change(old: String, new: String) = no()

    override suspend fun remove(pin: String) = no()

    override suspend fun useBiometrics(pin: String) = no()

    override suspend fun stopBiometrics() = no()

    private fun no(): Nothing = throw Trouble.Practice("practice has no PIN")
}
