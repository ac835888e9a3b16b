import TerenCore

/// Which sessions a list shows.
public enum Filter: CaseIterable, Sendable {
    case all, mine, planned, unsent, conflicts
}

public struct SessionsState {
    public var search = ""
    public var filter = Filter.all
    public var rows: [Listed] = []
    public var more = false
}

/// The sessions on this phone, searched and filtered, a page at a time.
public final class SessionsModel: Model<SessionsState> {
    private let teren: any Teren

    public init(_ teren: any Teren) {
        self.teren = teren
        super.init(SessionsState())
        load()
    }

    public func search(_ text: String) {
        show { $0.search = text }
        load()
    }

    public func filter(_ filter: Filter) {
        show { $0.filter = filter }
        load()
    }

    @discardableResult
    public func load() -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            let asked = state
            let page = try await teren.sessions(query(asked, from: 0))
            // Whoever typed on is not shown what was asked before.
            guard isLike(asked) else { return }
            show { $0.rows = page.sessions; $0.more = page.more }
        }
    }

    @discardableResult
    public func more() -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            let asked = state
            let page = try await teren.sessions(query(asked, from: asked.rows.count))
            guard isLike(asked) else { return }
            show { $0.rows = asked.rows + page.sessions; $0.more = page.more }
        }
    }

    private func isLike(_ other: SessionsState) -> Bool {
        state.search == other.search && state.filter == other.filter
    }

    private func query(_ state: SessionsState, from offset: Int) -> Query {
        .asking { query in
            query.search = state.search
            query.status = state.filter == .planned ? "planned" : nil
            query.heldBy = state.filter == .mine ? teren.me.id : nil
            query.onlyUnsent = state.filter == .unsent
            query.onlyConflicts = state.filter == .conflicts
            query.offset = offset
            query.limit = pageSize
        }
    }
}

private let pageSize = 30
