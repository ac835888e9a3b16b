package org.teren.app

import android.content.Context
import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyPermanentlyInvalidatedException
import android.security.keystore.KeyProperties
import android.util.Base64
import androidx.biometric.BiometricManager
import androidx.biometric.BiometricManager.Authenticators.BIOMETRIC_STRONG
import androidx.biometric.BiometricPrompt
import androidx.core.content.ContextCompat
import androidx.fragment.app.FragmentActivity
import java.security.KeyStore
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec
import kotlin.coroutines.resume
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.coroutines.withContext
import org.teren.core.Biometrics
import org.teren.core.Trouble

/**
 * Members' keys under keys of the Keystore that the phone uses only for the right finger or face,
 * and forgets when another one is added. Written, but never built here.
 */
class SensorKeys(private val context: Context) : Biometrics {
    private val kept = context.getSharedPreferences("sensor", Context.MODE_PRIVATE)

    /** The window that asks; none while nobody looks. */
    var host: FragmentActivity? = null

    val isThere: Boolean
        get() = BiometricManager.from(context).canAuthenticate(BIOMETRIC_STRONG) ==
            BiometricManager.BIOMETRIC_SUCCESS

    override fun has(label: String) = label in kept

    override suspend fun keep(label: String, key: ByteArray) {
        val cipher = orTrouble {
            Cipher.getInstance(CIPHER).apply { init(Cipher.ENCRYPT_MODE, drawn(label)) }
        }
        val shown = ask(cipher) ?: throw Trouble.NotFound("the finger or face that was asked for")
        val sealed = orTrouble { shown.iv + shown.doFinal(key) }
        val words = Base64.encodeToString(sealed, Base64.NO_WRAP)
        if (!kept.edit().putString(label, words).commit()) throw noRoomForKeys()
    }

    override suspend fun ask(label: String): ByteArray? {
        val words = kept.getString(label, null) ?: return null
        val bytes = orTrouble { Base64.decode(words, Base64.NO_WRAP) }
        val cipher = orTrouble { opening(label, bytes) }
        if (cipher == null) {
            forget(label)
            return null
        }
        val shown = ask(cipher) ?: return null
        return orTrouble { shown.doFinal(bytes, NONCE_BYTES, bytes.size - NONCE_BYTES) }
    }

    /** What opens the key once a finger or a face was shown; none when another one was added. */
    private fun opening(label: String, bytes: ByteArray): Cipher? = try {
        (keys().getKey(alias(label), null) as? SecretKey)?.let { key ->
            val nonce = GCMParameterSpec(TAG_BITS, bytes, 0, NONCE_BYTES)
            Cipher.getInstance(CIPHER).apply { init(Cipher.DECRYPT_MODE, key, nonce) }
        }
    } catch (_: KeyPermanentlyInvalidatedException) {
        null
    }

    override fun forget(label: String) {
        if (!kept.edit().remove(label).commit()) throw noRoomForKeys()
        orTrouble { keys().deleteEntry(alias(label)) }
    }

    /** The cipher, once the right finger or face was shown. */
    private suspend fun ask(cipher: Cipher): Cipher? = withContext(Dispatchers.Main) {
        val window = host ?: return@withContext null
        suspendCancellableCoroutine { going ->
            val told = object : BiometricPrompt.AuthenticationCallback() {
                override fun onAuthenticationSucceeded(result: BiometricPrompt.AuthenticationResult) {
                    if (going.isActive) going.resume(result.cryptoObject?.cipher)
                }

                override fun onAuthenticationError(errorCode: Int, errString: CharSequence) {
                    if (going.isActive) going.resume(null)
                }
            }
            val prompt = BiometricPrompt(window, ContextCompat.getMainExecutor(context), told)
            going.invokeOnCancellation { prompt.cancelAuthentication() }
            val asked = BiometricPrompt.PromptInfo.Builder()
                .setTitle(window.getString(R.string.unlock_biometrics))
                .setNegativeButtonText(window.getString(R.string.cancel))
                .setAllowedAuthenticators(BIOMETRIC_STRONG)
                .build()
            prompt.authenticate(asked, BiometricPrompt.CryptoObject(cipher))
        }
    }

    private fun drawn(label: String): SecretKey {
        val purposes = KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT
        val spec = KeyGenParameterSpec.Builder(alias(label), purposes)
            .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
            .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
            .setKeySize(KEY_BITS)
            .setUserAuthenticationRequired(true)
            .setInvalidatedByBiometricEnrollment(true)
            .build()
        return KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, STORE)
            .apply { init(spec) }.generateKey()
    }

    private fun keys() = KeyStore.getInstance(STORE).apply { load(null) }

    private fun alias(label: String) = "teren-sensor-$label"

    private companion object {
        const val STORE = "AndroidKeyStore"
        const val CIPHER = "AES/GCM/NoPadding"
        const val KEY_BITS = 256
        const val NONCE_BYTES = 12
        const val TAG_BITS = 128
    }
}
