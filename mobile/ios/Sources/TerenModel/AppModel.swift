import TerenCore

public struct AppState {
    /// The one whose work is open.
    public var teren: (any Teren)?
    /// The open screen last; empty until it is known who has joined.
    public var way: [Screen] = []
    public var members: [MemberHere] = []

    public var screen: Screen? { way.last }
}

/// Who uses the phone, and which screen is open.
public final class AppModel: Model<AppState> {
    public let phone: any Phone

    public init(_ phone: any Phone) {
        self.phone = phone
        super.init(AppState())
    }

    /// Looks who has joined here, and opens the only one.
    @discardableResult
    public func start() -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            let members = try await phone.members()
            if members.isEmpty {
                turn(to: .join, nil, members)
            } else if members.count == 1 {
                turn(to: .today, try await phone.open(members[0].label), members)
            } else {
                turn(to: .members, nil, members)
            }
        }
    }

    @discardableResult
    public func choose(_ label: String) -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            let teren = try await phone.open(label)
            turn(to: .today, teren, try await phone.members())
        }
    }

    /// Somebody has joined.
    @discardableResult
    public func joined(_ teren: any Teren) -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            turn(to: .today, teren, try await phone.members())
        }
    }

    public func joinAnother() {
        go(.join)
    }

    /// Closes what is open, so that nothing of it can be seen, and asks who goes on.
    @discardableResult
    public func switchMember() -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            await state.teren?.close()
            turn(to: .members, nil, try await phone.members())
        }
    }

    public func go(_ screen: Screen) {
        show { $0.way = Screen.tabs.contains(screen) ? [screen] : $0.way + [screen] }
    }

    /// The same screen shows something else now: there is no way back to what it showed.
    public func turn(_ screen: Screen) {
        show { $0.way = $0.way.dropLast() + [screen] }
    }

    /// Whether there was a way back.
    @discardableResult
    public func back() -> Bool {
        guard state.way.count > 1 else { return false }
        show { $0.way.removeLast() }
        return true
    }

    private func turn(to screen: Screen, _ teren: (any Teren)?, _ members: [MemberHere]) {
        show { $0 = AppState(teren: teren, way: [screen], members: members) }
    }
}
