import TerenCore

public struct ForMeState {
    public var assigned: [Listed] = []
    public var returned: [Listed] = []
    public var refused: [Matter] = []

    public var isEmpty: Bool { assigned.isEmpty && returned.isEmpty && refused.isEmpty }
}

/// What waits for me: planned for me, returned to me, not taken by the server.
public final class ForMeModel: Model<ForMeState> {
    private let teren: any Teren

    public init(_ teren: any Teren) {
        self.teren = teren
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
            let waiting = ForMeState(
                assigned: try await teren.sessions(planned).sessions,
                returned: try await teren.sessions(returned).sessions,
                refused: try await teren.matters())
            show { $0 = waiting }
        }
    }

    /// I have seen it.
    @discardableResult
    public func dismiss(_ number: Int64) -> Task<Void, Never> {
        act { [self] () throws(Trouble) in try await teren.dismiss(number) }
    }
}

private let shownMax = 30
