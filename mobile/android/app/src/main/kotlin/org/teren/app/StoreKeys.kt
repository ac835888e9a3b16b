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

/**
 * The key of each member's store: drawn once, kept wrapped by a key that never leaves the phone's
 * Keystore. Written, but never built here.
 */
class StoreKeys(context: Context) {
    private val kept = context.getSharedPreferences("keys", Context.MODE_PRIVATE)

    /** The 32 bytes for the member of this name. */
    @Synchronized
    fun of(label: String): ByteArray {
        val wrapped = kept.getString(label, null)
        if (wrapped != null) return unwrapped(Base64.decode(wrapped, Base64.NO_WRAP))
        val drawn = ByteArray(KEY_BYTES).also(SecureRandom()::nextBytes)
        val written = kept.edit()
            .putString(label, Base64.encodeToString(wrapped(drawn), Base64.NO_WRAP))
            // On the disk before the first store is made with it.
            .commit()
        check(written) { "the phone's storage takes no key" }
        return drawn
    }

    private fun wrapped(key: ByteArray): ByteArray {
        val cipher = Cipher.getInstance(CIPHER).apply { init(Cipher.ENCRYPT_MODE, wrapping()) }
        return cipher.iv + cipher.doFinal(key)
    }

    private fun unwrapped(bytes: ByteArray): ByteArray {
        val nonce = GCMParameterSpec(TAG_BITS, bytes, 0, NONCE_BYTES)
        val cipher = Cipher.getInstance(CIPHER).apply { init(Cipher.DECRYPT_MODE, wrapping(), nonce) }
        return cipher.doFinal(bytes, NONCE_BYTES, bytes.size - NONCE_BYTES)
    }

    private fun wrapping(): SecretKey {
        val store = KeyStore.getInstance(STORE).apply { load(null) }
        (store.getKey(ALIAS, null) as? SecretKey)?.let { return it }
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
