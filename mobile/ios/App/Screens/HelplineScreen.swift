// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenModel

/// The helpline, one tap away.
struct HelplineScreen: View {
    @Environment(Texts.self) private var texts
    @Environment(\.openURL) private var open
    let model: HelplineModel

    var body: some View {
        Page(texts.say("helpline-title"), trouble: model.trouble) {
            Text(number).font(.largeTitle.bold()).textSelection(.enabled)
            Text(texts.say("helpline-about"))
            if let session = model.state.session {
                Quiet(texts.say("helpline-counted", texts.name(session)))
                Beside {
                    Tile(
                        label: texts.say("helpline-card"), count: model.state.cards,
                        add: { model.card() })
                } right: {
                    Tile(
                        label: texts.say("helpline-referral"), count: model.state.referrals,
                        add: { model.referral() })
                }
            } else {
                Quiet(texts.say("helpline-nowhere"))
            }
            Quiet(texts.say("helpline-never"))
        } below: {
            MainButton(texts.say("helpline-call")) {
                if let call = URL(string: "tel:\(number.filter(\.isNumber))") { open(call) }
            }
        }
    }

    private var number: String { texts.say("helpline-number") }
}
