import TerenCore

public struct HelplineState {
    /// The session that is counted in; none when I have none under way.
    public var session: Session?

    public var cards: Int { session?.figures[cardsCell] ?? 0 }
    public var referrals: Int { session?.figures[referralsCell] ?? 0 }
}

/// The helpline, one tap away. Counts a card or a referral in the session that is being recorded,
/// else in the one of mine under way.
public final class HelplineModel: Model<HelplineState> {
    private let teren: any Teren

    public init(_ teren: any Teren, _ recorded: String? = nil) {
        self.teren = teren
        super.init(HelplineState())
        act { [self] () throws(Trouble) in
            let mine = Query.asking { query in
                query.status = "running"
                query.heldBy = teren.me.id
                query.limit = 1
            }
            var id = recorded
            if id == nil { id = try await teren.sessions(mine).sessions.first?.id }
            guard let id else { return }
            let session = try await teren.session(id)
            show { $0.session = session }
        }
    }

    /// One more, or one less that was counted by mistake.
    @discardableResult
    public func card(by: Int = 1) -> Task<Void, Never> { count(cardsCell, by) }

    @discardableResult
    public func referral(by: Int = 1) -> Task<Void, Never> { count(referralsCell, by) }

    private func count(_ cell: String, _ by: Int) -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            guard let session = state.session else { return }
            if by < 0 && session.figures[cell, default: 0] == 0 { return }
            let counted = try await teren.count(session.id, cell, by: by)
            show { $0.session = counted }
        }
    }
}

private let cardsCell = "tallies.helpline_cards"
private let referralsCell = "tallies.referrals"
