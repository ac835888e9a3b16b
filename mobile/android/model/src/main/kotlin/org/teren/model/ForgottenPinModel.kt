package org.teren.model

import kotlinx.coroutines.CoroutineScope
import org.teren.core.Phone
import org.teren.core.Teren

/** The way in for whoever forgot the PIN: an administrator's one-time code, and a new PIN. */
class ForgottenPinModel(
    private val phone: Phone,
    private val label: String,
    scope: CoroutineScope,
    private val opened: (Teren) -> Unit,
) : Model<ForgottenPinModel.State>(State("", NewPin.EMPTY, false), scope) {
    data class State(val code: String, val pin: NewPin, val working: Boolean) {
        val looksLikeCode get() = code.startsWith(CODE)
        val ready get() = looksLikeCode && pin.isReady && !working
    }

    fun code(text: String) = show { it.copy(code = text.trim()) }

    fun pin(pin: NewPin) = show { it.copy(pin = pin) }

    fun unlock() = actBusy({ copy(working = it) }, State::ready) { asked ->
        opened(phone.unlockByCode(label, asked.code, asked.pin.pin))
        show { State("", NewPin.EMPTY, false) }
    }

    private companion object {
        const val CODE = "teren-unlock:"
    }
}

/** A PIN typed twice, for nobody sees what is typed. */
data class NewPin(val pin: String, val again: String) {
    val isLongEnough get() = pin.length >= PIN_CHARS_MIN

    /** None until the second is as long as the first: nobody is told off while typing. */
    val differs get() = again.length >= pin.length && again != pin && again.isNotEmpty()
    val isReady get() = isLongEnough && again == pin

    companion object {
        /** The library takes none that is shorter. */
        const val PIN_CHARS_MIN = 6

        val EMPTY = NewPin("", "")
    }
}
