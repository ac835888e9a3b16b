package org.teren.model

import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.delay
import org.teren.core.Phone
import org.teren.core.Teren
import org.teren.core.Trouble

/** The door before a member's work: the PIN, or a finger or a face where that was chosen. */
class UnlockModel(
    private val phone: Phone,
    private val label: String,
    scope: CoroutineScope,
    private val opened: (Teren) -> Unit,
) : Model<UnlockModel.State>(State(label, "", false, false, 0), scope) {
    data class State(
        val label: String,
        val pin: String,
        val working: Boolean,
        val biometrics: Boolean,
        /** How many seconds no PIN is tried, after too many wrong ones. */
        val waitSeconds: Long,
    ) {
        val ready get() = pin.isNotEmpty() && !working && waitSeconds == 0L
    }

    init {
        act {
            val lock = phone.lock(label)
            show { it.copy(biometrics = lock.biometrics, waitSeconds = lock.waitSeconds) }
        }
    }

    fun pin(typed: String) = show { it.copy(pin = typed) }

    fun unlock() = working({ it.ready }) { opened(phone.unlock(label, it.pin)) }

    fun unlockByBiometrics() =
        working({ !it.working }) { phone.unlockByBiometrics(label)?.let(opened) }

    /** Waits until a PIN may be tried again, as long as somebody looks. */
    suspend fun watch() {
        delay(state.value.waitSeconds.seconds)
        show { it.copy(waitSeconds = 0) }
    }

    /** A PIN does not stay on the screen, whatever comes of it. */
    private fun working(ready: (State) -> Boolean, work: suspend (State) -> Unit) =
        actBusy({ copy(working = it, pin = if (it) "" else pin) }, ready) {
            try {
                work(it)
            } catch (wrong: Trouble.WrongPin) {
                show { it.copy(waitSeconds = wrong.waitSeconds) }
                throw wrong
            }
        }
}
