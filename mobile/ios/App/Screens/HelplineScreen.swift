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
                    counted("helpline-card", model.state.cards) { model.card(by: $0) }
                } right: {
                    counted("helpline-referral", model.state.referrals) { model.referral(by: $0) }
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

    private func counted(
        _ name: String, _ count: Int, _ add: @escaping (Int) -> Void
    ) -> some View {
        let what = texts.say(name)
        return Tile(
            label: what, count: count, says: texts.say("count-thing", what, "\(count)"),
            fewer: texts.say("count-fewer", what), add: { add(1) }, takeOne: { add(-1) })
    }

    private var number: String { texts.say("helpline-number") }
}
