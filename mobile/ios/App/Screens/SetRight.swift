// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenCore
import TerenModel

// What can be set right in a session: things said differently, an event that was recorded twice,
// a session that should not be there.

/// All that was said of one field, who said it and when, and the choice between them.
struct ToSettle: View {
    @Environment(Texts.self) private var texts
    let model: SessionModel
    let conflict: Conflict

    var body: some View {
        Decide {
            Heading("\(texts.say("session-conflict")): \(texts.word("field", conflict.field))")
            Text(texts.say("session-conflict-how"))
            ForEach(Array(conflict.sayings.enumerated()), id: \.offset) { at, saying in
                let who = saying.who.map(model.state.name).joined(separator: ", ")
                Card { model.settle(conflict.field, saying: at) } content: {
                    Text(texts.said(saying, of: conflict.field, name: model.state.name))
                        .font(.headline)
                    Quiet(texts.say("session-at", who, texts.moment(saying.at)))
                    Text(texts.say("session-take")).foregroundStyle(Palette.green)
                }
            }
        }
    }
}

/// Two sessions of one event: people are counted once when one of them says so.
struct OneEvent: View {
    @Environment(Texts.self) private var texts
    let model: SessionModel
    let session: Session

    var body: some View {
        if session.duplicateOf != nil {
            Decide {
                Text(texts.say("session-counted-once", model.state.counted.map(texts.name) ?? "…"))
                Deed(text: texts.say("session-apart")) { model.apart() }
            }
        }
        ForEach(model.state.likeness, id: \.id) { other in
            Decide {
                Text(texts.say("session-like", texts.name(other)))
                Text(whereabouts(of: other).filter { !$0.isBlank }.joined(separator: " · "))
                Deed(text: texts.say("session-same")) { model.same(as: other.id) }
            }
        }
    }

    private func whereabouts(of other: Session) -> [String] {
        [other.place.words, (other.startedAt ?? other.plannedFor).map(texts.moment) ?? ""]
    }
}

/// Why it is hidden, and the way back.
struct Hidden: View {
    @Environment(Texts.self) private var texts
    let model: SessionModel
    let why: String

    var body: some View {
        Decide {
            Text(texts.say("session-hidden", why))
            Deed(text: texts.say("session-show-again")) { model.showAgain() }
        }
    }
}

/// Hides a session that should not be there, with a reason; nothing is deleted.
struct Hide: View {
    @Environment(Texts.self) private var texts
    let model: SessionModel
    @State private var asked = false
    @State private var why = ""

    var body: some View {
        if asked {
            Quiet(texts.say("session-hide-how"))
            Field(label: texts.say("session-hide-why"), text: $why)
            Warned(typed: why)
            SideButton(texts.say("session-hide")) { model.withdraw(why) }
                .disabled(why.isBlank)
        } else {
            SideButton(texts.say("session-hide")) { asked = true }
        }
    }
}

/// Something to be decided.
private struct Decide<Content: View>: View {
    @ViewBuilder let content: Content

    init(@ViewBuilder content: () -> Content) {
        self.content = content()
    }

    var body: some View {
        VStack(alignment: .leading, spacing: 8) { content }
            .frame(maxWidth: .infinity, alignment: .leading)
            .padding(16)
            .foregroundStyle(Palette.onAmber)
            .background(Palette.amber, in: .rect(cornerRadius: 14))
    }
}

/// One way to decide it.
private struct Deed: View {
    let text: String
    let action: () -> Void

    var body: some View {
        Card(action: action) { Text(text).foregroundStyle(Palette.green) }
    }
}

extension Texts {
    /// What was said of a field, as people say it: a place by its names, a count by its total and
    /// its cells.
    func said(_ saying: Saying, of field: String, name: (String) -> String) -> String {
        if let place = saying.place {
            return [place.words, place.adm1].filter { !$0.isBlank }.joined(separator: ", ")
        }
        if !saying.figures.isEmpty {
            let cells = saying.figures.sorted { $0.key < $1.key }
                .map { "\(cell($0.key, name: name)): \($0.value)" }
            return (["\(saying.figures.values.reduce(0, +))"] + cells).joined(separator: "\n")
        }
        if field.hasSuffix("_at") || field == "planned_for" {
            return saying.moment.map(moment) ?? saying.value
        }
        return field == "campaign" ? name(saying.value) : word(field, saying.value)
    }
}
