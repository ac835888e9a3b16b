import Foundation
import TerenCore

/// The steps of recording, in their order. Each saves itself; one can go to any of them.
public enum Step: Int, CaseIterable, Sendable {
    case what, `where`, who, count, given, said
}

public struct RecordState {
    public let me: String
    public let vocabulary: Vocabulary
    public var step = Step.what
    /// None until its kind is said.
    public var session: Session?
    public var colleagues: [Named] = []
    public var campaigns: [Campaign] = []
    /// What the organisation hands out; empty when it has said nothing.
    public var materials: [Named] = []
    public var recent: [Place] = []
    public var search = ""
    public var found: [Venue] = []
    /// Taps that can be taken back, the last one last.
    public var taps: [Tap] = []
    /// The notes as they stand in the editor.
    public var notes = ""
    public var ended = false

    public struct Tap {
        let cell: String
        let by: Int
    }

    /// Whether the own count of people is meant as everybody.
    public var whole: Bool {
        (session?.counters ?? []).contains { $0.who == me && $0.table == people && $0.whole }
    }

    public func count(_ cell: String) -> Int {
        session?.figures[cell] ?? 0
    }
}

/// Recording a session: from its kind to its end, each tap on the disk before the number moves.
public final class RecordModel: Model<RecordState> {
    private let teren: any Teren
    private let now: () -> Date

    public init(
        _ teren: any Teren, _ phone: any Phone, _ id: String?,
        now: @escaping () -> Date = Date.init
    ) {
        self.teren = teren
        self.now = now
        super.init(RecordState(me: teren.me.id, vocabulary: phone.vocabulary))
        act { [self] () throws(Trouble) in try await load(id) }
    }

    /// Says the kind: with that the session is begun.
    @discardableResult
    public func kind(_ code: String) -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            if let session = state.session {
                show(try await teren.edit(session.id, [.kind(code)]))
            } else {
                let id = try await teren.begin([
                    .kind(code), .status("running"), .startedAt(now()),
                    .team(member: teren.me.id, role: "lead"),
                ])
                show(try await teren.session(id))
            }
            show { $0.step = .where }
        }
    }

    @discardableResult
    public func search(_ text: String) -> Task<Void, Never> {
        show { $0.search = text }
        return act { [self] () throws(Trouble) in
            let found = text.isBlank ? [] : try await teren.venues(text, limit: foundMax)
            // Whoever types on does not wait for what was typed before.
            if state.search == text { show { $0.found = found } }
        }
    }

    @discardableResult
    public func place(_ place: Place) -> Task<Void, Never> {
        withSession { [self] session throws(Trouble) in
            try await heldAt(session, place)
        }
    }

    /// What was typed is a place that the register lacks.
    @discardableResult
    public func newPlace(_ locality: String) -> Task<Void, Never> {
        withSession { [self] session throws(Trouble) in
            let town = locality.trimmingCharacters(in: .whitespaces)
            let county = state.recent.first { $0.locality == town }
            let typed = Place(
                country: county?.country ?? "", adm1: county?.adm1 ?? "", locality: town,
                venue: state.search.trimmingCharacters(in: .whitespaces))
            try await heldAt(session, try await teren.proposeVenue(typed))
        }
    }

    /// Takes a colleague into the team, or out of it.
    @discardableResult
    public func member(_ member: String) -> Task<Void, Never> {
        withSession { [self] session throws(Trouble) in
            let role = session.team[member] == nil ? "helper" : nil
            show(try await teren.edit(session.id, [.team(member: member, role: role)]))
        }
    }

    @discardableResult
    public func campaign(_ campaign: String?) -> Task<Void, Never> { edit(.campaign(campaign)) }

    @discardableResult
    public func counting(_ code: String) -> Task<Void, Never> { edit(.counting(code)) }

    @discardableResult
    public func topic(_ code: String) -> Task<Void, Never> {
        withSession { [self] session throws(Trouble) in
            let topic = Edit.topic(code, present: !session.topics.contains(code))
            show(try await teren.edit(session.id, [topic]))
        }
    }

    /// Counts one more, or one less.
    @discardableResult
    public func tap(_ cell: String, by: Int = 1) -> Task<Void, Never> {
        withSession { [self] session throws(Trouble) in
            if by < 0 && state.count(cell) == 0 { return }
            show(try await teren.count(session.id, cell, by: by))
            show { $0.taps = ($0.taps + [RecordState.Tap(cell: cell, by: by)]).suffix(undoMax) }
        }
    }

    /// Takes the last tap back.
    @discardableResult
    public func undo() -> Task<Void, Never> {
        withSession { [self] session throws(Trouble) in
            guard let tap = state.taps.last else { return }
            show(try await teren.count(session.id, tap.cell, by: -tap.by))
            show { $0.taps.removeLast() }
        }
    }

    @discardableResult
    public func whole(_ whole: Bool) -> Task<Void, Never> {
        withSession { [self] session throws(Trouble) in
            show(try await teren.sayWhole(session.id, table: people, whole))
        }
    }

    @discardableResult
    public func notes(_ text: String) -> Task<Void, Never> {
        show { $0.notes = text }
        return withSession { [self] session throws(Trouble) in
            show(try await teren.writeNotes(session.id, shown: session.notes, wanted: text))
        }
    }

    public func go(_ step: Step) {
        if state.session != nil { show { $0.step = step } }
    }

    public func next() {
        if let step = Step(rawValue: state.step.rawValue + 1) { go(step) }
    }

    @discardableResult
    public func finish() -> Task<Void, Never> {
        withSession { [self] session throws(Trouble) in
            show(try await teren.finish(session.id))
            show { $0.ended = true }
        }
    }

    private func load(_ id: String?) async throws(Trouble) {
        let (colleagues, campaigns) = (try await teren.colleagues(), try await teren.campaigns())
        let (materials, recent) = (try await teren.materials(), try await recentPlaces())
        var session: Session?
        if let id { session = try await started(try await teren.session(id)) }
        show { state in
            state.colleagues = colleagues
            state.campaigns = campaigns
            state.materials = materials
            state.recent = recent
            guard let session else { return }
            state.session = session
            state.notes = session.notes
            state.step = .count
        }
    }

    private func heldAt(_ session: Session, _ place: Place) async throws(Trouble) {
        show(try await teren.edit(session.id, [.place(place)]))
        show { state in
            state.step = .who
            state.search = ""
            state.found = []
        }
    }

    private func edit(_ edit: Edit) -> Task<Void, Never> {
        withSession { [self] session throws(Trouble) in
            show(try await teren.edit(session.id, [edit]))
        }
    }

    private func withSession(
        _ work: @escaping @MainActor (Session) async throws(Trouble) -> Void
    ) -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            if let session = state.session { try await work(session) }
        }
    }

    private func show(_ session: Session) {
        show { $0.session = session }
    }

    /// A planned session that is opened to be recorded is under way.
    private func started(_ session: Session) async throws(Trouble) -> Session {
        guard session.status == "planned" else { return session }
        let begins: [Edit] = session.startedAt == nil ? [.startedAt(now())] : []
        return try await teren.edit(session.id, [.status("running")] + begins)
    }

    private func recentPlaces() async throws(Trouble) -> [Place] {
        let page = try await teren.sessions(.asking { $0.limit = recentRead })
        var places: [Place] = []
        for place in page.sessions.map(\.spot)
        where !place.isEmpty && !places.contains(place) && places.count < recentMax {
            places.append(place)
        }
        return places
    }
}

private let people = "people"
private let foundMax = 6
private let recentRead = 40
private let recentMax = 4
private let undoMax = 500
