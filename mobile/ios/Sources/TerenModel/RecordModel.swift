import Foundation
import TerenCore

/// The steps of recording, in their order. Each saves itself; one can go to any of them.
public enum Step: String, CaseIterable, Codable, Sendable {
    case what, `where`, who, count, given, asked, said, photos
}

/// Something that can be taken back in the step where it was done.
public struct Done: Equatable, Sendable {
    public let step: Step
    let what: What

    enum What: Equatable, Sendable {
        /// So many more in a cell.
        case tap(cell: String, by: Int)
        /// A time of a group taken back, with these answers.
        case unasked(time: String, answers: [String: String])
    }
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
    /// What the campaign asks.
    public var asked = Asked.nothing
    /// Times of groups that are shown whatever is answered there.
    var begun: Set<String> = []
    /// What can be taken back, the last one last.
    var done: [Done] = []
    /// The notes as they stand in the editor.
    public var notes = ""
    /// What in them should not be there.
    public var warnings: [Warning] = []
    public var ended = false

    /// The steps that there are for this session.
    public var steps: [Step] { Step.allCases.filter { $0 != .asked || asked != .nothing } }

    /// What can be taken back where one looks: nothing that is not to be seen.
    public var undoable: Done? { done.last { $0.step == step } }

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
    private let phone: any Phone
    private var language: String
    private let now: () -> Date
    /// The notes as the editor last saved them: against these it is told what was typed since.
    /// What the session says may have grown by a colleague's words that the editor never showed.
    private var savedNotes = ""

    /// A session that is begun is gone on with at a `step`, else at the counter.
    public init(
        _ teren: any Teren, _ phone: any Phone, _ id: String?, at step: Step? = nil,
        language: String = "en", now: @escaping () -> Date = Date.init
    ) {
        self.teren = teren
        self.phone = phone
        self.language = language
        self.now = now
        super.init(RecordState(me: teren.me.id, vocabulary: phone.vocabulary))
        act { [self] () throws(Trouble) in try await load(id, at: step) }
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

    /// Where the phone found itself; no point takes it back.
    @discardableResult
    public func at(_ point: Point?) -> Task<Void, Never> { edit(.at(point)) }

    /// Takes a colleague into the team, or out of it.
    @discardableResult
    public func member(_ member: String) -> Task<Void, Never> {
        withSession { [self] session throws(Trouble) in
            let role = session.team[member] == nil ? "helper" : nil
            show(try await teren.edit(session.id, [.team(member: member, role: role)]))
        }
    }

    @discardableResult
    public func campaign(_ campaign: String?) -> Task<Void, Never> {
        withSession { [self] session throws(Trouble) in
            show(try await teren.edit(session.id, [.campaign(campaign)]))
            try await ask(session)
        }
    }

    /// Answers a question of the campaign; nothing takes the answer back.
    @discardableResult
    public func answer(_ key: String, _ said: String) -> Task<Void, Never> {
        withSession { [self] session throws(Trouble) in
            let words = said.trimmingCharacters(in: .whitespacesAndNewlines)
            show(try await teren.answer(session.id, key, words.isEmpty ? nil : words))
            try await ask(session)
        }
    }

    /// Chooses one more of several, or one less.
    @discardableResult
    public func choose(_ question: Question, _ name: String) -> Task<Void, Never> {
        let chosen = question.choices.filter(\.chosen).map(\.name)
        let wanted = chosen.contains(name) ? chosen.filter { $0 != name } : chosen + [name]
        return answer(question.key, wanted.joined(separator: " "))
    }

    /// Asks a group once more. Where the last time is not answered yet, that one is.
    @discardableResult
    public func askAgain(_ group: String) -> Task<Void, Never> {
        withSession { [self] session throws(Trouble) in
            let time = try await teren.askAgain(session.id, group: group)
            show { $0.begun.insert(time) }
            try await ask(session)
        }
    }

    /// Takes one time of a group back, with all its answers.
    @discardableResult
    public func unask(_ time: String) -> Task<Void, Never> {
        withSession { [self] session throws(Trouble) in
            let given = state.asked.questions.filter { $0.time == time && !$0.answer.isEmpty }
            let answers = Dictionary(uniqueKeysWithValues: given.map { ($0.key, $0.answer) })
            show(try await teren.unask(session.id, time: time))
            done(.unasked(time: time, answers: answers))
            show { $0.begun.remove(time) }
            try await ask(session)
        }
    }

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
            done(.tap(cell: cell, by: by))
        }
    }

    /// Takes back what was done last in this step.
    @discardableResult
    public func undo() -> Task<Void, Never> {
        withSession { [self] session throws(Trouble) in
            guard let last = state.undoable else { return }
            switch last.what {
            case .tap(let cell, let by):
                show(try await teren.count(session.id, cell, by: -by))
            case .unasked(let time, let answers):
                for (key, said) in answers {
                    show(try await teren.answer(session.id, key, said))
                }
                show { $0.begun.insert(time) }
                try await ask(session)
            }
            show { state in
                if let at = state.done.lastIndex(of: last) { state.done.remove(at: at) }
            }
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
        // Said before it is saved, and it is saved all the same: nothing typed is lost.
        let warnings = phone.warnings(text)
        show { $0.notes = text; $0.warnings = warnings }
        return withSession { [self] session throws(Trouble) in
            show(try await teren.writeNotes(session.id, shown: savedNotes, wanted: text))
            savedNotes = text
        }
    }

    /// The member chose another language: what the campaign asks is asked in it.
    @discardableResult
    public func language(_ language: String) -> Task<Void, Never> {
        self.language = language
        return withSession { [self] session throws(Trouble) in try await ask(session) }
    }

    public func go(_ step: Step) {
        if state.session != nil { show { $0.step = step } }
    }

    public func next() {
        let later = state.steps.drop { $0 != state.step }.dropFirst()
        if let step = later.first { go(step) }
    }

    @discardableResult
    public func finish() -> Task<Void, Never> {
        withSession { [self] session throws(Trouble) in
            show(try await teren.finish(session.id))
            show { $0.ended = true }
        }
    }

    private func load(_ id: String?, at step: Step?) async throws(Trouble) {
        let (colleagues, campaigns) = (try await teren.colleagues(), try await teren.campaigns())
        let (materials, recent) = (try await teren.materials(), try await recentPlaces())
        var session: Session?
        var asked = Asked.nothing
        if let id {
            session = try await started(try await teren.session(id))
            asked = try await teren.questions(id, language: language)
        }
        savedNotes = session?.notes ?? ""
        show { state in
            state.colleagues = colleagues
            state.campaigns = campaigns
            state.materials = materials
            state.recent = recent
            guard let session else { return }
            state.session = session
            state.asked = asked
            state.notes = session.notes
            // The campaign may ask nothing any more.
            state.step = step.flatMap { state.steps.contains($0) ? $0 : nil } ?? .count
        }
    }

    /// What is asked depends on what was answered.
    private func ask(_ session: Session) async throws(Trouble) {
        let asked = try await teren.questions(
            session.id, language: language, begun: state.begun)
        show { $0.asked = asked }
    }

    private func done(_ what: Done.What) {
        show { $0.done = ($0.done + [Done(step: $0.step, what: what)]).suffix(undoMax) }
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
