/* Stands in for androidx.biometric 1.1. */
@file:Suppress("UNUSED_PARAMETER", "unused")

package androidx.biometric

import android.content.Context
import androidx.fragment.app.FragmentActivity
import java.util.concurrent.Executor
import javax.crypto.Cipher

class BiometricManager private constructor() {
    object Authenticators {
        const val BIOMETRIC_STRONG = 0x000F
    }

    fun canAuthenticate(authenticators: Int): Int = TODO()

    companion object {
        const val BIOMETRIC_SUCCESS = 0

        @JvmStatic
        fun from(context: Context): BiometricManager = TODO()
    }
}

class BiometricPrompt(
    activity: FragmentActivity,
    executor: Executor,
    callback: AuthenticationCallback,
) {
    abstract class AuthenticationCallback {
        open fun onAuthenticationError(errorCode: Int, errString: CharSequence) {}

        open fun onAuthenticationSucceeded(result: AuthenticationResult) {}
    }

    class AuthenticationResult private constructor() {
        val cryptoObject: CryptoObject? get() = TODO()
    }

    class CryptoObject(val cipher: Cipher?)

    class PromptInfo private constructor() {
        class Builder {
            fun setTitle(title: CharSequence): Builder = TODO()

            fun setNegativeButtonText(text: CharSequence): Builder = TODO()

            fun setAllowedAuthenticators(authenticators: Int): Builder = TODO()

            fun build(): PromptInfo = TODO()
        }
    }

    fun authenticate(info: PromptInfo, crypto: CryptoObject): Unit = TODO()

    fun cancelAuthentication(): Unit = TODO()
}
