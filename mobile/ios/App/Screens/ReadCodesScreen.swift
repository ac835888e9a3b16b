// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenModel

/// What the camera sees, how much of it was read, and in the end what came out of it.
struct ReadCodesScreen: View {
    @Environment(Texts.self) private var texts
    let model: ReadCodesModel
    let leave: () -> Void

    var body: some View {
        let progress = model.state.progress
        Page(texts.say("codes-read"), trouble: model.trouble) {
            if let taken = model.state.taken {
                ForEach(Array(taken.enumerated()), id: \.offset) { Came(taken: $1) }
            } else {
                reading
            }
        } below: {
            Beside {
                SideButton(texts.say("codes-anew")) { model.renew() }.disabled(progress.have == 0)
            } right: {
                MainButton(texts.say(model.state.taken == nil ? "codes-stop" : "codes-done")) {
                    leave()
                }
            }
        }
        .sensoryFeedback(trigger: progress.have) { $1 > $0 ? .increase : nil }
    }

    @ViewBuilder
    private var reading: some View {
        let progress = model.state.progress
        if progress.have == 0 {
            Text(texts.say("codes-point"))
        } else {
            Text(texts.say("codes-have", "\(progress.have)", "\(progress.of)"))
                .accessibilityAddTraits(.updatesFrequently)
        }
        if !model.state.awaited.isEmpty {
            let numbers = model.state.awaited.map(String.init).joined(separator: ", ")
            Quiet(texts.say("codes-missing", numbers))
        }
        CodeScanner { model.seen($0) }
            .frame(maxWidth: .infinity, minHeight: 320)
            .accessibilityLabel(texts.say("codes-point"))
            .stayingAwake()
    }
}
