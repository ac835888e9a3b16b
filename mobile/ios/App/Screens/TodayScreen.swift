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
            StandingCard(standing: model.state.standing) { go(.sync) }
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
        .toolbar {
            Button(texts.say("helpline-title"), systemImage: "phone.fill") { go(.helpline) }
                .frame(minWidth: target, minHeight: target)
        }
        .task { await model.watch() }
    }
}

/// What is unsent, always to be seen, and when the last sync was.
struct StandingCard: View {
    @Environment(Texts.self) private var texts
    let standing: Standing?
    let action: () -> Void

    var body: some View {
        if let standing {
            Card(action: action) {
                Text(waiting(standing)).font(.headline)
                Quiet(
                    standing.lastSync.map { texts.say("last-sync", texts.moment($0)) }
                        ?? texts.say("last-sync-never"))
            }
        }
    }

    private func waiting(_ standing: Standing) -> String {
        var waiting: [String] = []
        if standing.unsent > 0 { waiting.append(texts.count("unsent", standing.unsent)) }
        if standing.unsentPhotos > 0 {
            waiting.append(texts.count("unsent-photos", standing.unsentPhotos))
        }
        return waiting.isEmpty ? texts.say("everything-sent") : waiting.joined(separator: "\n")
    }
}
