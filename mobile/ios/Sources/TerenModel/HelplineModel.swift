import TerenCore

public struct HelplineState {
    /// The session that is counted in; none when I have none under way.
    public var session: Session?

    public var cards: Int { session?.figures[cardsCell] ?? 0 }
    public var referrals: Int { session?.figures[referralsCell] ?? 0 }
}

/// The helpline, one tap away. Counts a card or a referral in the session under way.
public final class HelplineModel: Model<HelplineState> {
    private let teren: any Teren

    public init(_ teren: any Teren) {
        self.teren = teren
        super.init(HelplineState())
        act { [self] () throws(Trouble) in
            let mine = Query.asking { query in
                query.status = "running"
                query.heldBy = teren.me.id
                query.limit = 1
            }
            guard let found = try await teren.sessions(mine).sessions.first else { return }
            let session = try await teren.session(found.id)
            show { $0.session = session }
        }
    }

    @discardableResult
    public func card() -> Task<Void, Never> { count(cardsCell) }

    @discardableResult
    public func referral() -> Task<Void, Never> { count(referralsCell) }

    private func count(_ cell: String) -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            guard let session = state.session else { return }
            let counted = try await teren.count(session.id, cell, by: 1)
            show { $0.session = counted }
        }
    }
}

private let cardsCell = "tallies.helpline_cards"
private let referralsCell = "tallies.referrals"
