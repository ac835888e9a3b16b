// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenCore
import TerenModel

/// What waits for me.
struct ForMeScreen: View {
    @Environment(Texts.self) private var texts
    let model: ForMeModel
    let go: (Screen) -> Void

    var body: some View {
        Page(texts.say("for-me-title"), trouble: model.trouble) {
            let state = model.state
            StandingCard { go(.sync) }
            if state.isEmpty { Quiet(texts.say("for-me-none")) }
            if !state.returned.isEmpty {
                Heading(texts.say("for-me-returned"))
                ForEach(state.returned) { session in
                    SessionCard(session: session, isNew: state.fresh.contains(session.id)) {
                        go(.session(session.id))
                    }
                    if let words = session.returned {
                        Notice(text: words, ground: Palette.amber, ink: Palette.onAmber)
                    }
                }
            }
            if !state.refused.isEmpty {
                Heading(texts.say("for-me-refused"))
                ForEach(state.refused, id: \.matter.number) { said($0) }
            }
            if !state.assigned.isEmpty {
                Heading(texts.say("for-me-assigned"))
                ForEach(state.assigned) { session in
                    SessionCard(session: session, isNew: state.fresh.contains(session.id)) {
                        go(.session(session.id))
                    }
                }
            }
        }
        .task { await model.watch() }
    }

    private func said(_ refused: Refused) -> some View {
        let matter = refused.matter
        let words = texts.refusal(matter.code)
        let about = [
            refused.session.map(texts.name),
            // The server's own words, for a coordinator, when this app has none.
            words == nil ? matter.reason : nil,
            texts.moment(matter.at),
        ]
        return VStack(alignment: .leading, spacing: 8) {
            Card { go(.session(matter.session)) } content: {
                Text(words ?? texts.say("refusal-other"))
                Quiet(about.compactMap { $0 }.joined(separator: " · "))
            }
            SideButton(texts.say("for-me-seen")) { model.dismiss(matter.number) }
        }
    }
}
