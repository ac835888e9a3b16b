import Foundation
import TerenCore

public struct SessionState {
    public var session: Session?
    public var editors: [Editor] = []
    /// What ids are called: members, campaigns, materials.
    public var names: [String: String] = [:]
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
        act { [self] () throws(Trouble) in
            try await show(try await teren.session(id))
        }
    }

    /// Settles a field by the one of its sayings that is right, counted from 0.
    @discardableResult
    public func settle(_ field: String, saying: Int) -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            try await show(try await teren.settle(id, field: field, saying: saying))
        }
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

    private func show(_ session: Session) async throws(Trouble) {
        var shown = SessionState()
        shown.session = session
        shown.editors = try await teren.editors(id)
        for one in try await teren.colleagues() { shown.names[one.id] = one.name }
        for one in try await teren.campaigns() { shown.names[one.id] = one.title }
        for one in try await teren.materials() { shown.names[one.id] = one.name }
        show { $0 = shown }
    }
}
