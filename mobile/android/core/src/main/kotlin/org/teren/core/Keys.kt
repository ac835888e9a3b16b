package org.teren.core

/**
 * What the system's key store keeps for the app. Nothing that it is given to keep may be lost
 * before it is told to forget it.
 *
 * A key store that fails throws a [Trouble] and nothing else, for nobody else catches what ends the
 * app: [Trouble.Unreadable] when it does not give what it was given, [Trouble.Full] when there is no
 * room for more.
 */
interface Keys {
    /** 32 bytes that never leave this phone: without them a PIN opens nothing. */
    fun device(): ByteArray

    /** The 32 bytes of the key of a member without a PIN: drawn when there are none yet. */
    fun store(label: String): ByteArray

    /** The member has no PIN any more: the key is kept here from now on. */
    fun keep(label: String, key: ByteArray)

    /** The member has a PIN now, which alone leads to the key. */
    fun forget(label: String)

    /** None where the phone has no sensor, or nobody's finger or face is known to it. */
    val biometrics: Biometrics?
}

/**
 * Gives a member's key to whoever shows the phone the right finger or face, as something quicker
 * than the PIN. The PIN stays: whoever cannot show it types that.
 */
interface Biometrics {
    fun has(label: String): Boolean

    suspend fun keep(label: String, key: ByteArray)

    /** Asks for the finger or the face; none, and no trouble, when it was not shown, or is not known any more. */
    suspend fun ask(label: String): ByteArray?

    fun forget(label: String)
}
