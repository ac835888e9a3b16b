// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenModel

/// Offers a PIN to whoever has just joined, who may do without.
struct FirstPinScreen: View {
    @Environment(Texts.self) private var texts
    let model: PinModel
    let done: () -> Void

    var body: some View {
        Page(texts.say("first-pin-title"), trouble: model.trouble) {
            Text(texts.say("first-pin-why"))
            NewPinFields(pin: pin)
            Quiet(texts.say("pin-forgotten-later"))
        } below: {
            Beside {
                SideButton(texts.say("first-pin-later"), action: done)
            } right: {
                MainButton(texts.say(model.state.working ? "pin-working" : "pin-set")) {
                    model.go()
                }
                .disabled(!model.state.ready)
            }
        }
        .onAppear { model.begin(.set) }
        .onChange(of: model.state.done) { if model.state.done == .set { done() } }
    }

    private var pin: Binding<NewPin> { Binding { model.state.new } set: { model.new($0) } }
}
