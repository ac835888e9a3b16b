import Foundation
import TerenCore

public struct SessionState {
    public var session: Session?
    public var editors: [Editor] = []
    /// What ids are called: members, campaigns, materials.
    public var names: [String: String] = [:]
    /// What looks like the same event.
    public var likeness: [Session] = []
    /// The session that is counted in place of this one; none when it is not on this phone.
    public var counted: Session?
    /// A file that is ready to be given away.
    public var file: HandedOver?

    public func name(_ id: String) -> String {
        names[id] ?? id
    }
}

/// One session of my unit: what it says, who wrote it, what is to be settled.
public final class SessionModel: Model<SessionState> {
    private let teren: any Teren
    private let id: String
    private let now: () -> Date

    public init(_ teren: any Teren, _ id: String, now: @escaping () -> Date = Date.init) {
        self.teren = teren
        self.id = id
        self.now = now
        super.init(SessionState())
        load()
    }

    @discardableResult
    public func load() -> Task<Void, Never> {
        shown { [teren, id] () throws(Trouble) in try await teren.session(id) }
    }

    /// Settles a field by the one of its sayings that is right, counted from 0.
    @discardableResult
    public func settle(_ field: String, saying: Int) -> Task<Void, Never> {
        shown { [teren, id] () throws(Trouble) in
            try await teren.settle(id, field: field, saying: saying)
        }
    }

    /// Hides it, with a reason; it can be shown again.
    @discardableResult
    public func withdraw(_ why: String) -> Task<Void, Never> {
        let why = why.trimmingCharacters(in: .whitespacesAndNewlines)
        return shown { [teren, id] () throws(Trouble) in try await teren.withdraw(id, why: why) }
    }

    @discardableResult
    public func showAgain() -> Task<Void, Never> {
        shown { [teren, id] () throws(Trouble) in try await teren.showAgain(id) }
    }

    /// It is the same event as another session, which is counted.
    @discardableResult
    public func same(as kept: String) -> Task<Void, Never> {
        shown { [teren, id] () throws(Trouble) in try await teren.markDuplicate(id, of: kept) }
    }

    /// They are two events after all.
    @discardableResult
    public func apart() -> Task<Void, Never> {
        shown { [teren, id] () throws(Trouble) in try await teren.unmarkDuplicate(id) }
    }

    /// Begins a session that is like this one, now; tells its id.
    @discardableResult
    public func again(_ begun: @escaping @MainActor (String) -> Void) -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            let like = try await teren.session(id)
            var edits: [Edit] = [.status("running"), .startedAt(now())]
            if let kind = like.kind { edits.append(.kind(kind)) }
            if !like.title.isBlank { edits.append(.title(like.title)) }
            if let campaign = like.campaign { edits.append(.campaign(campaign)) }
            if !like.place.isEmpty { edits.append(.place(like.place)) }
            let team = like.team.merging([teren.me.id: "lead"]) { $1 }
            edits += team.map { Edit.team(member: $0.key, role: $0.value) }
            edits += like.topics.map { Edit.topic($0, present: true) }
            begun(try await teren.begin(edits))
        }
    }

    /// Makes a file of this session for a colleague's phone.
    @discardableResult
    public func handOver() -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            let file = HandedOver(try await teren.handOver([id]), of: teren.me)
            show { $0.file = file }
        }
    }

    /// The file was given away, or not wanted after all.
    public func given() {
        show { $0.file = nil }
    }

    /// Shows what came of an action.
    private func shown(
        _ work: @escaping @MainActor () async throws(Trouble) -> Session
    ) -> Task<Void, Never> {
        act { [self] () throws(Trouble) in try await show(try await work()) }
    }

    private func show(_ session: Session) async throws(Trouble) {
        var shown = SessionState()
        shown.session = session
        shown.editors = try await teren.editors(id)
        for one in try await teren.colleagues() { shown.names[one.id] = one.name }
        for one in try await teren.campaigns() { shown.names[one.id] = one.title }
        for one in try await teren.materials() { shown.names[one.id] = one.name }
        shown.likeness = try await teren.likeness(id)
        shown.counted = try await counted(session)
        show { $0 = shown }
    }

    private func counted(_ session: Session) async throws(Trouble) -> Session? {
        guard let kept = session.duplicateOf else { return nil }
        do throws(Trouble) {
            return try await teren.session(kept)
        } catch .notFound {
            // Another unit's, or erased since: nobody is kept from saying that they are two.
            return nil
        }
    }
}
