package org.teren.ui

import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.ui.Modifier
import org.teren.model.LockAfter
import org.teren.model.PinModel
import org.teren.model.PinModel.Doing.BIOMETRICS
import org.teren.model.PinModel.Doing.CHANGE
import org.teren.model.PinModel.Doing.REMOVE
import org.teren.model.PinModel.Doing.SET

/** The own PIN, and when it is asked. */
@Composable
fun PinScreen(model: PinModel, onBack: () -> Unit) {
    val texts = LocalTexts.current
    val state by model.state.collectAsState()
    val trouble by model.trouble.collectAsState()
    val doing = state.doing
    Page(
        title = texts.text("pin_title"),
        onBack = { if (doing == null) onBack() else model.leave() },
        trouble = trouble,
        below = {
            val wide = Modifier.fillMaxWidth()
            when {
                doing != null -> Doing {
                    val words = if (state.working) "pin_working" else nameOf(doing)
                    MainButton(texts.text(words), { model.go() }, wide, state.ready)
                }
                state.lock?.pin == false -> Doing {
                    MainButton(texts.text("pin_set"), { model.begin(SET) }, wide)
                }
            }
        },
    ) {
        if (doing == null) Standing(state, model) else Asked(state, model)
    }
}

/** Offers a PIN to whoever has just joined, who may do without. */
@Composable
fun FirstPinScreen(model: PinModel, onDone: () -> Unit) {
    val texts = LocalTexts.current
    val state by model.state.collectAsState()
    val trouble by model.trouble.collectAsState()
    LaunchedEffect(model) { model.begin(SET) }
    if (state.done == SET) LaunchedEffect(Unit) { onDone() }
    Page(
        title = texts.text("first_pin_title"),
        onBack = null,
        trouble = trouble,
        below = {
            Doing {
                val words = if (state.working) "pin_working" else "pin_set"
                Beside(
                    { SideButton(texts.text("first_pin_later"), onDone, it) },
                    { MainButton(texts.text(words), { model.go() }, it, state.ready) },
                )
            }
        },
    ) {
        Plain(texts.text("first_pin_why"))
        NewPinFields(state.new, model::new)
        Quiet(texts.text("pin_forgotten_later"))
    }
}

/** What there is, and what can be done about it. */
@Composable
private fun Standing(state: PinModel.State, model: PinModel) {
    val texts = LocalTexts.current
    val lock = state.lock ?: return
    state.done?.let { Notice(texts.text("${nameOf(it)}_done")) }
    Plain(texts.text(if (lock.pin) "pin_is_set" else "pin_none"))
    Quiet(texts.text("pin_forgotten_later"))
    if (!lock.pin) return
    val wide = Modifier.fillMaxWidth()
    SideButton(texts.text("pin_change"), { model.begin(CHANGE) }, wide)
    SideButton(texts.text("pin_remove"), { model.begin(REMOVE) }, wide)
    if (lock.biometrics) {
        SideButton(texts.text("pin_biometrics_stop"), { model.stopBiometrics() }, wide)
    } else if (state.knowsBiometrics) {
        SideButton(texts.text("pin_biometrics"), { model.begin(BIOMETRICS) }, wide)
    }
    val chosen by model.lockAfter.collectAsState(null)
    Heading(texts.text("lock_after"))
    Choices {
        for (after in LockAfter.entries) {
            val words = texts.word("lock_after", after.name.lowercase())
            Choice(words, after == chosen, { model.lockAfter(after) })
        }
    }
}

@Composable
private fun Asked(state: PinModel.State, model: PinModel) {
    val texts = LocalTexts.current
    if (state.asksOld) SecretField(texts.text("pin_old"), state.old, model::old)
    if (state.asksNew) NewPinFields(state.new, model::new)
    SideButton(texts.text("cancel"), model::leave, Modifier.fillMaxWidth())
}

private fun nameOf(doing: PinModel.Doing) = when (doing) {
    SET -> "pin_set"
    CHANGE -> "pin_change"
    REMOVE -> "pin_remove"
    BIOMETRICS -> "pin_biometrics"
}
