import TerenCore

public struct ForMeState {
    public var assigned: [Listed] = []
    public var returned: [Listed] = []
    public var refused: [Refused] = []
    /// Ids of the sessions whose assignment or return was not seen before.
    public var fresh: Set<String> = []

    public var isEmpty: Bool { assigned.isEmpty && returned.isEmpty && refused.isEmpty }
}

/// What the server would not take, and the session that it is about while that is here.
public struct Refused {
    public let matter: Matter
    public let session: Session?
}

/// What waits for me: planned for me, returned to me, not taken by the server.
public final class ForMeModel: Model<ForMeState> {
    private let teren: any Teren
    private let kept: any Kept

    public init(_ teren: any Teren, _ kept: any Kept) {
        self.teren = teren
        self.kept = kept
        super.init(ForMeState())
    }

    /// Follows what comes in, as long as somebody looks.
    public func watch() async {
        for await _ in await teren.standing() { await load().value }
    }

    @discardableResult
    public func load() -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            let planned = Query.asking { query in
                query.heldBy = teren.me.id
                query.status = "planned"
                query.limit = shownMax
            }
            let returned = Query.asking { query in
                query.onlyReturned = true
                query.limit = shownMax
            }
            var waiting = ForMeState(
                assigned: try await teren.sessions(planned).sessions,
                returned: try await teren.sessions(returned).sessions,
                refused: [])
            for matter in try await teren.matters() {
                let session = try await session(of: matter)
                waiting.refused.append(Refused(matter: matter, session: session))
            }
            waiting.fresh = state.fresh.union(see(waiting))
            show { $0 = waiting }
        }
    }

    private func session(of matter: Matter) async throws(Trouble) -> Session? {
        do throws(Trouble) {
            return try await teren.session(matter.session)
        } catch .notFound {
            return nil
        }
    }

    /// Remembers that these were looked at; those among them that nobody had seen. What waits no
    /// more is forgotten: a session that is returned once more is new again.
    private func see(_ waiting: ForMeState) -> [String] {
        // Practice leaves nothing.
        if teren.isPractice { return [] }
        let name = Self.seen(teren.label)
        let seen = Set((kept[name] ?? "").split(separator: " ").map(String.init))
        let here = waiting.assigned.map { (id: $0.id, mark: "planned:\($0.id)") }
            + waiting.returned.map { (id: $0.id, mark: Self.mark(of: $0)) }
        kept[name] = here.map(\.mark).joined(separator: " ")
        return here.filter { !seen.contains($0.mark) }.map(\.id)
    }

    /// Returned once more with other words, a session is news again.
    private static func mark(of returned: Listed) -> String {
        // FNV-1a: Swift's own hash is another one at each start.
        var hash: UInt32 = 0x811c_9dc5
        for byte in (returned.returned ?? "").utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        return "returned:\(returned.id):\(String(hash, radix: 16))"
    }

    /// Under which name it is kept what a member has seen.
    static func seen(_ label: String) -> String { "seen \(label)" }

    /// I have seen it.
    @discardableResult
    public func dismiss(_ number: Int64) -> Task<Void, Never> {
        act { [self] () throws(Trouble) in try await teren.dismiss(number) }
    }
}

private let shownMax = 30
