package org.teren.app

import java.io.IOException
import java.security.GeneralSecurityException
import java.security.ProviderException
import org.teren.core.Trouble

/**
 * Asks Android's key store, which fails in ways of its own, and tells what the contract of keys
 * knows. Written, but never built here.
 */
internal inline fun <T> orTrouble(ask: () -> T): T = try {
    ask()
} catch (failed: GeneralSecurityException) {
    throw noKey(failed)
} catch (failed: ProviderException) {
    throw noKey(failed)
} catch (failed: IOException) {
    throw noKey(failed)
} catch (failed: IllegalArgumentException) {
    // What is kept is no Base64, or shorter than its nonce.
    throw noKey(failed)
}

internal fun noRoomForKeys() = Trouble.Full("the phone's storage takes no change of its keys")

internal fun noKey(failed: Exception) =
    Trouble.Unreadable("the phone's key store: ${failed.message ?: failed.javaClass.simpleName}")
