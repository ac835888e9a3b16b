package org.teren.app

import android.content.Context
import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import android.util.Base64
import java.security.KeyStore
import java.security.SecureRandom
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec
import org.teren.core.Biometrics
import org.teren.core.Keys
import org.teren.core.Trouble

/**
 * The keys of this phone and of each member's store: drawn once, kept wrapped by a key that never
 * leaves the phone's Keystore. Written, but never built here.
 */
class StoreKeys(context: Context, private val sensor: SensorKeys) : Keys {
    private val kept = context.getSharedPreferences("keys", Context.MODE_PRIVATE)

    override val biometrics: Biometrics? get() = sensor.takeIf { it.isThere }

    // No label of a member holds a space.
    override fun device() = drawnOnce("this phone")

    override fun store(label: String) = drawnOnce(label)

    override fun keep(label: String, key: ByteArray) {
        val words = Base64.encodeToString(wrapped(key), Base64.NO_WRAP)
        // On the disk before anything is done with it.
        if (!kept.edit().putString(label, words).commit()) throw noRoomForKeys()
    }

    override fun forget(label: String) {
        if (label !in kept) return
        if (!kept.edit().remove(label).commit()) throw noRoomForKeys()
    }

    @Synchronized
    private fun drawnOnce(name: String): ByteArray {
        val wrapped = kept.getString(name, null)
        if (wrapped != null) return unwrapped(wrapped)
        return ByteArray(KEY_BYTES).also(SecureRandom()::nextBytes).also { keep(name, it) }
    }

    private fun wrapped(key: ByteArray): ByteArray = orTrouble {
        val wrapping = wrapping() ?: drawn()
        val cipher = Cipher.getInstance(CIPHER).apply { init(Cipher.ENCRYPT_MODE, wrapping) }
        cipher.iv + cipher.doFinal(key)
    }

    private fun unwrapped(words: String): ByteArray = orTrouble {
        val bytes = Base64.decode(words, Base64.NO_WRAP)
        val wrapping = wrapping() ?: throw Trouble.Unreadable("the phone's key store lost its key")
        val nonce = GCMParameterSpec(TAG_BITS, bytes, 0, NONCE_BYTES)
        val cipher = Cipher.getInstance(CIPHER).apply { init(Cipher.DECRYPT_MODE, wrapping, nonce) }
        cipher.doFinal(bytes, NONCE_BYTES, bytes.size - NONCE_BYTES)
    }

    private fun wrapping(): SecretKey? {
        val store = KeyStore.getInstance(STORE).apply { load(null) }
        return store.getKey(ALIAS, null) as? SecretKey
    }

    private fun drawn(): SecretKey {
        val purposes = KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT
        val spec = KeyGenParameterSpec.Builder(ALIAS, purposes)
            .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
            .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
            .setKeySize(8 * KEY_BYTES)
            .build()
        return KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, STORE)
            .apply { init(spec) }.generateKey()
    }

    private companion object {
        const val STORE = "AndroidKeyStore"
        const val ALIAS = "teren-stores"
        const val CIPHER = "AES/GCM/NoPadding"
        const val KEY_BYTES = 32
        const val NONCE_BYTES = 12
        const val TAG_BITS = 128
    }
}
