import TerenCore

public struct TodayState {
    public let me: Me
    /// None until it is known.
    public var standing: Standing?
    /// Those under way first.
    public var open: [Listed] = []
}

/// My planned and open sessions, and how my work stands.
public final class TodayModel: Model<TodayState> {
    private let teren: any Teren

    public init(_ teren: any Teren) {
        self.teren = teren
        super.init(TodayState(me: teren.me))
    }

    /// Follows how the work stands, as long as somebody looks. What changes it may change the list.
    public func watch() async {
        for await standing in await teren.standing() {
            show { $0.standing = standing }
            await load().value
        }
    }

    @discardableResult
    public func load() -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            var open: [Listed] = []
            for status in ["running", "planned"] {
                let mine = Query.asking { query in
                    query.status = status
                    query.heldBy = teren.me.id
                    query.limit = openMax
                }
                open += try await teren.sessions(mine).sessions
            }
            show { $0.open = open }
        }
    }
}

/// Of each state; more than a member has in hand on one day.
private let openMax = 20
