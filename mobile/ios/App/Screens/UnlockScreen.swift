// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenModel

/// The door before a member's work.
struct UnlockScreen: View {
    @Environment(Texts.self) private var texts
    let model: UnlockModel
    let forgotten: () -> Void

    var body: some View {
        Page(texts.say("unlock-title"), trouble: model.trouble) {
            Text(model.state.label)
            if model.trouble == nil && model.state.waitSeconds > 0 {
                Notice(
                    text: texts.say("trouble-pin-wait", texts.minutes(model.state.waitSeconds)),
                    ground: Palette.amber, ink: Palette.onAmber)
            }
            SecretField(label: texts.say("unlock-pin"), text: pin)
            SideButton(texts.say("unlock-forgotten"), action: forgotten)
        } below: {
            if model.state.biometrics {
                SideButton(texts.say("unlock-biometrics")) { model.unlockByBiometrics() }
            }
            MainButton(texts.say(model.state.working ? "unlock-working" : "unlock-go")) {
                model.unlock()
            }
            .disabled(!model.state.ready)
        }
        // A new wait begins with each wrong PIN after the first few.
        .task(id: model.state.waitSeconds) { await model.watch() }
    }

    private var pin: Binding<String> { Binding { model.state.pin } set: { model.pin($0) } }
}

/// The way in by an administrator's code.
struct ForgottenPinScreen: View {
    @Environment(Texts.self) private var texts
    let model: ForgottenPinModel

    var body: some View {
        Page(texts.say("forgotten-title"), trouble: model.trouble) {
            Text(texts.say("forgotten-how"))
            CodeField(label: texts.say("forgotten-code"), text: code, wrong: wrong)
            NewPinFields(pin: pin)
        } below: {
            MainButton(texts.say(model.state.working ? "unlock-working" : "forgotten-go")) {
                model.unlock()
            }
            .disabled(!model.state.ready)
        }
    }

    private var code: Binding<String> { Binding { model.state.code } set: { model.code($0) } }
    private var pin: Binding<NewPin> { Binding { model.state.pin } set: { model.pin($0) } }

    private var wrong: String? {
        let isOdd = !model.state.code.isEmpty && !model.state.looksLikeCode
        return isOdd ? texts.say("forgotten-bad-code") : nil
    }
}

/// A PIN, typed twice.
struct NewPinFields: View {
    @Environment(Texts.self) private var texts
    @Binding var pin: NewPin

    var body: some View {
        SecretField(label: texts.say("pin-new"), text: first)
        Quiet(texts.say("pin-short", "\(NewPin.charsMin)"))
        SecretField(label: texts.say("pin-again"), text: again)
        if pin.differs {
            Notice(text: texts.say("pin-differs"), ground: Palette.amber, ink: Palette.onAmber)
        }
    }

    private var first: Binding<String> { Binding { pin.pin } set: { pin.pin = $0 } }
    private var again: Binding<String> { Binding { pin.again } set: { pin.again = $0 } }
}
