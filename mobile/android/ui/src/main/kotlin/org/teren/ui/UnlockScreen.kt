package org.teren.ui

import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.ui.Modifier
import org.teren.core.Trouble
import org.teren.model.ForgottenPinModel
import org.teren.model.NewPin
import org.teren.model.UnlockModel

/** The door before a member's work. */
@Composable
fun UnlockScreen(
    model: UnlockModel,
    onBack: () -> Unit,
    onForgotten: () -> Unit,
    onSetAside: (String) -> Unit,
) {
    val texts = LocalTexts.current
    val state by model.state.collectAsState()
    val trouble by model.trouble.collectAsState()
    LaunchedEffect(state.waitSeconds) { model.watch() }
    Page(
        title = texts.text("unlock_title"),
        onBack = onBack,
        trouble = trouble,
        below = {
            Doing {
                if (state.biometrics) {
                    SideButton(
                        texts.text("unlock_biometrics"),
                        { model.unlockByBiometrics() },
                        Modifier.fillMaxWidth(),
                    )
                }
                val words = if (state.working) "unlock_working" else "unlock_go"
                MainButton(
                    texts.text(words), { model.unlock() }, Modifier.fillMaxWidth(), state.ready,
                )
            }
        },
    ) {
        Plain(state.label)
        if (trouble == null && state.waitSeconds > 0) {
            val words = texts.text("trouble_pin_wait", minutes(state.waitSeconds))
            Notice(words, Palette.amber, Palette.onAmber)
        }
        if (trouble is Trouble.Unreadable) Unreadable(state.label, onSetAside)
        SecretField(texts.text("unlock_pin"), state.pin, model::pin) { model.unlock() }
        SideButton(texts.text("unlock_forgotten"), onForgotten, Modifier.fillMaxWidth())
    }
}

/** The way in by an administrator's code. */
@Composable
fun ForgottenPinScreen(model: ForgottenPinModel, onBack: () -> Unit, onScan: (() -> Unit)?) {
    val texts = LocalTexts.current
    val state by model.state.collectAsState()
    val trouble by model.trouble.collectAsState()
    Page(
        title = texts.text("forgotten_title"),
        onBack = onBack,
        trouble = trouble,
        below = {
            Doing {
                val words = if (state.working) "unlock_working" else "forgotten_go"
                MainButton(
                    texts.text(words), { model.unlock() }, Modifier.fillMaxWidth(), state.ready,
                )
            }
        },
    ) {
        Plain(texts.text("forgotten_how"))
        if (onScan != null) {
            SideButton(texts.text("join_scan"), onScan, Modifier.fillMaxWidth())
        }
        Field(texts.text("forgotten_code"), state.code, model::code)
        if (state.code.isNotEmpty() && !state.looksLikeCode) {
            Notice(texts.text("forgotten_bad_code"), Palette.amber, Palette.onAmber)
        }
        NewPinFields(state.pin, model::pin)
    }
}

/** A PIN, typed twice. */
@Composable
fun NewPinFields(pin: NewPin, onChange: (NewPin) -> Unit) {
    val texts = LocalTexts.current
    SecretField(texts.text("pin_new"), pin.pin, { onChange(pin.copy(pin = it)) })
    Quiet(texts.text("pin_short", NewPin.PIN_CHARS_MIN))
    SecretField(texts.text("pin_again"), pin.again, { onChange(pin.copy(again = it)) })
    if (pin.differs) Notice(texts.text("pin_differs"), Palette.amber, Palette.onAmber)
}
