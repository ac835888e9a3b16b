// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenCore
import TerenModel

/// A session as lists show it.
struct SessionCard: View {
    @Environment(Texts.self) private var texts
    @Environment(NamesModel.self) private var names: NamesModel?
    let session: Listed
    var isNew = false
    let action: () -> Void

    var body: some View {
        Card(action: action) {
            if isNew {
                Text(texts.say("for-me-new")).font(.subheadline).foregroundStyle(Palette.green)
            }
            Text(texts.name(session)).font(.headline)
            Quiet(place.filter { !$0.isBlank }.joined(separator: " · "))
            Quiet(more.joined(separator: " · "))
        }
    }

    private var place: [String] { [session.place, texts.day(session.day)] }

    private var more: [String] {
        var more = [texts.word("status", session.status)]
        if session.people > 0 { more.append(texts.count("people", session.people)) }
        if session.unsent { more.append(texts.say("session-row-unsent")) }
        if !session.broughtBy.isEmpty { more.append(brought) }
        if session.conflicts > 0 { more.append(texts.say("session-row-conflict")) }
        return more
    }

    /// Who brought it; a colleague, when somebody among them is not known here.
    private var brought: String {
        let known = session.broughtBy.compactMap { names?.name($0) }
        guard known.count == session.broughtBy.count else {
            return texts.say("session-row-brought")
        }
        return texts.say("session-row-brought-by", known.joined(separator: ", "))
    }
}

extension Texts {
    /// What a session is called; its kind when nobody has named it.
    func name(_ session: Listed) -> String { name(session.title, session.kind) }

    func name(_ session: Session) -> String { name(session.title, session.kind) }

    private func name(_ title: String, _ kind: String?) -> String {
        if !title.isBlank { return title }
        return kind.map { word("kind", $0) } ?? say("app-name")
    }

    /// What a cell counts: `reached.f.14-17` is "Women and girls, 14–17".
    func cell(_ cell: String, name: (String) -> String) -> String {
        let parts = cell.split(separator: ".", maxSplits: 2).map(String.init)
        switch (parts.first, parts.count) {
        case ("reached", 3): return "\(word("sex", parts[1])), \(word("age", parts[2]))"
        case ("groups", 2): return word("group", parts[1])
        case ("tallies", 2): return word("tally", parts[1])
        default:
            let id = parts.dropFirst().joined(separator: ".")
            let known = name(id)
            return known == id ? word("material", id) : known
        }
    }
}
