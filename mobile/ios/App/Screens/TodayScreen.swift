// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenCore
import TerenModel

/// My planned and open sessions, and one large button.
struct TodayScreen: View {
    @Environment(Texts.self) private var texts
    let model: TodayModel
    let go: (Screen) -> Void

    var body: some View {
        Page(texts.say("today-hello", model.state.me.name), trouble: model.trouble) {
            StandingCard { go(.sync) }
            Heading(texts.say("today-open"))
            if model.state.open.isEmpty { Quiet(texts.say("today-nothing")) }
            ForEach(model.state.open) { session in
                SessionCard(session: session) {
                    go(session.status == "running" ? .record(session.id) : .session(session.id))
                }
            }
        } below: {
            MainButton(texts.say("today-record")) { go(.record(nil)) }
        }
        .task { await model.watch() }
    }
}
