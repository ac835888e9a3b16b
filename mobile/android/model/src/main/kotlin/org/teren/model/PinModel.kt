package org.teren.model

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.map
import org.teren.core.LockState
import org.teren.core.Phone
import org.teren.core.Teren

/** The own PIN: set, changed, removed; a finger or a face for it; when it is asked again. */
class PinModel(
    private val teren: Teren,
    phone: Phone,
    private val choices: Choices,
    scope: CoroutineScope,
    private val pinIs: (Boolean) -> Unit,
) : Model<PinModel.State>(State(null, phone.knowsBiometrics, null, "", NewPin.EMPTY, null), scope) {
    /** What the member is about. */
    enum class Doing { SET, CHANGE, REMOVE, BIOMETRICS }

    data class State(
        /** None until it is known. */
        val lock: LockState?,
        val knowsBiometrics: Boolean,
        val doing: Doing?,
        /** The PIN until now. */
        val old: String,
        val new: NewPin,
        /** What was done last. */
        val done: Doing?,
        val working: Boolean = false,
    ) {
        val asksOld get() = doing != null && doing != Doing.SET
        val asksNew get() = doing == Doing.SET || doing == Doing.CHANGE
        val ready
            get() = doing != null && !working &&
                (!asksOld || old.isNotEmpty()) && (!asksNew || new.isReady)
    }

    /** After how long away the PIN is asked. */
    val lockAfter: Flow<LockAfter> = choices.state.map { choices.lockAfter(teren.label) }

    fun lockAfter(after: LockAfter) = choices.lockAfter(teren.label, after)

    init {
        act {
            val lock = teren.lock.state()
            show { it.copy(lock = lock) }
        }
    }

    fun begin(doing: Doing) = show { it.copy(doing = doing, old = "", new = NewPin.EMPTY, done = null) }

    fun leave() = show { it.copy(doing = null, old = "", new = NewPin.EMPTY) }

    fun old(typed: String) = show { it.copy(old = typed) }

    fun new(pin: NewPin) = show { it.copy(new = pin) }

    /** Does what the member is about. */
    fun go() = actBusy({ copy(working = it, old = if (it) "" else old) }, State::ready) { asked ->
        try {
            when (asked.doing) {
                Doing.SET -> teren.lock.set(asked.new.pin)
                Doing.CHANGE -> teren.lock.change(asked.old, asked.new.pin)
                Doing.REMOVE -> teren.lock.remove(asked.old)
                Doing.BIOMETRICS -> teren.lock.useBiometrics(asked.old)
                null -> {}
            }
            show { it.copy(doing = null, new = NewPin.EMPTY, done = asked.doing) }
        } finally {
            val lock = teren.lock.state()
            pinIs(lock.pin)
            show { it.copy(lock = lock) }
        }
    }

    fun stopBiometrics() = act {
        teren.lock.stopBiometrics()
        val lock = teren.lock.state()
        show { it.copy(lock = lock, done = null) }
    }
}
