import Foundation
import TerenCore

/// A session, and who counted what of it.
struct Paper: Equatable {
    var session: Session
    /// Of each member, each cell.
    var counts: [String: [String: Int]] = [:]
    /// Whose count of which table is the whole.
    var whole: Set<Said> = []
    /// To each question's key.
    var answers: [String: String] = [:]
    var photos: Set<String> = []

    struct Said: Hashable {
        let who: String
        let table: String
    }

    /// The session with its figures as they add up.
    var shown: Session {
        var shown = session
        shown.figures = [:]
        for own in counts.values { shown.figures.merge(own, uniquingKeysWith: +) }
        shown.figures = shown.figures.filter { $0.value != 0 }
        shown.people = shown.figures.filter { $0.key.hasPrefix("reached.") }.values.reduce(0, +)
        var totals = Dictionary(whole.map { ($0, 0) }, uniquingKeysWith: +)
        for (who, own) in counts {
            for (cell, n) in own { totals[Said(who: who, table: tableOf(cell)), default: 0] += n }
        }
        shown.counters = totals.map { said, total in
            Counter(
                table: said.table, who: said.who, whole: whole.contains(said), total: total,
                at: noon)
        }
        return shown
    }

    /// As lists show it.
    func listed(unsent: Bool) -> Listed {
        let session = shown
        var listed = Listed(id: session.id)
        listed.day = (session.startedAt ?? session.plannedFor ?? noon).formatted(
            .iso8601.year().month().day())
        listed.kind = session.kind
        listed.title = session.title
        listed.place = session.place.words
        listed.spot = session.place
        listed.status = session.status
        listed.people = session.people
        listed.conflicts = session.conflicts.count
        listed.unsent = unsent
        listed.team = Array(session.team.keys)
        listed.returned = session.review.flatMap { $0.state == "returned" ? $0.comment : nil }
        return listed
    }
}

let noon = Date(timeIntervalSince1970: 1_489_492_800)

private func tableOf(_ cell: String) -> String {
    let table = String(cell.prefix { $0 != "." })
    return ["reached", "groups"].contains(table) ? "people" : table
}

extension Session {
    mutating func apply(_ edit: Edit) {
        switch edit {
        case .title(let title): self.title = title
        case .kind(let code): kind = code
        case .campaign(let id): campaign = id
        case .place(let place): self.place = place
        case .at(let point): at = point?.rounded
        case .status(let code): status = code
        case .startedAt(let at): startedAt = at
        case .counting(let code): counting = code
        case .team(let member, let role): team[member] = role
        case .topic(let code, true): topics.insert(code)
        case .topic(let code, false): topics.remove(code)
        }
    }
}

extension Point {
    /// To about 1 km.
    fileprivate var rounded: Point {
        Point(
            latitude: (latitude * 100).rounded() / 100,
            longitude: (longitude * 100).rounded() / 100)
    }
}

/// Whether each of the searched words begins a word of the text.
func finds(_ search: String, in text: String) -> Bool {
    let own = text.lowercased().split { " ,".contains($0) }
    return search.lowercased().split(separator: " ").allSatisfy { word in
        own.contains { $0.hasPrefix(word) }
    }
}
