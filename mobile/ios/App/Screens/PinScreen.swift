// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenCore
import TerenModel

/// The own PIN, and when it is asked.
struct PinScreen: View {
    @Environment(Texts.self) private var texts
    let model: PinModel
    let choices: Choices
    /// Whose PIN it is.
    let label: String

    var body: some View {
        Page(texts.say("pin-title"), trouble: model.trouble) {
            if model.state.doing == nil { standing } else { asked }
        } below: {
            if let doing = model.state.doing {
                SideButton(texts.say("cancel")) { model.leave() }
                MainButton(texts.say(model.state.working ? "pin-working" : name(of: doing))) {
                    model.go()
                }
                .disabled(!model.state.ready)
            } else if model.state.lock?.pin == false {
                MainButton(texts.say("pin-set")) { model.begin(.set) }
            }
        }
    }

    /// What there is, and what can be done about it.
    @ViewBuilder
    private var standing: some View {
        if let done = model.state.done { Notice(text: texts.say(end(of: done))) }
        if let lock = model.state.lock {
            Text(texts.say(lock.pin ? "pin-is-set" : "pin-none"))
            Quiet(texts.say("pin-forgotten-later"))
            if lock.pin { changes(lock) }
        }
    }

    @ViewBuilder
    private func changes(_ lock: LockState) -> some View {
        SideButton(texts.say("pin-change")) { model.begin(.change) }
        SideButton(texts.say("pin-remove")) { model.begin(.remove) }
        if lock.biometrics {
            SideButton(texts.say("pin-biometrics-stop")) { model.stopBiometrics() }
        } else if model.state.knowsBiometrics {
            SideButton(texts.say("pin-biometrics")) { model.begin(.biometrics) }
        }
        Heading(texts.say("lock-after"))
        ForEach(LockAfter.allCases, id: \.self) { after in
            Choice(texts.say(name(of: after)), chosen: after == choices.lockAfter(label)) {
                choices.lock(label, after: after)
            }
        }
    }

    @ViewBuilder
    private var asked: some View {
        if model.state.asksOld { SecretField(label: texts.say("pin-old"), text: old) }
        if model.state.asksNew { NewPinFields(pin: new) }
    }

    private var old: Binding<String> { Binding { model.state.old } set: { model.old($0) } }
    private var new: Binding<NewPin> { Binding { model.state.new } set: { model.new($0) } }

    private func name(of doing: PinState.Doing) -> String {
        switch doing {
        case .set: "pin-set"
        case .change: "pin-change"
        case .remove: "pin-remove"
        case .biometrics: "pin-biometrics"
        }
    }

    private func end(of doing: PinState.Doing) -> String {
        switch doing {
        case .set: "pin-set-done"
        case .change: "pin-change-done"
        case .remove: "pin-remove-done"
        case .biometrics: "pin-biometrics-done"
        }
    }

    private func name(of after: LockAfter) -> String {
        switch after {
        case .atOnce: "lock-after-at-once"
        case .aMinute: "lock-after-a-minute"
        case .fiveMinutes: "lock-after-five-minutes"
        case .aQuarter: "lock-after-a-quarter"
        }
    }
}
