import Foundation
import TerenCore

public struct AppState {
    /// The one whose work is open.
    public var teren: (any Teren)?
    /// The open screen last; empty until it is known who has joined.
    public var way: [Screen] = []
    public var members: [MemberHere] = []
    /// Whose work could not be read; it can be set aside.
    public var unreadable: String?
    /// Whether work was locked that has no PIN: it is closed, and whoever taps it is in.
    public var closedOpenly = false

    public var screen: Screen? { way.last }
}

/// Who uses the phone, and which screen is open.
public final class AppModel: Model<AppState> {
    public let phone: any Phone
    public let choices: Choices
    private let reminding: (any Reminding)?
    private let now: () -> Date
    /// The member's work while practice is shown in its place.
    private var behind: (any Teren)?
    /// Where somebody was when the app was ended or locked, until the work is open again.
    private var wanted: Whereabouts?
    /// The session that the screen of a new one has begun, as long as that screen is there.
    private var begun: String?
    /// The step of the session that is being recorded, as long as its screen is there.
    public private(set) var step: Step?
    /// When the app was left; none while somebody looks.
    private var leftAt: Date?
    /// A file that another app gave to this one, until somebody's work takes it.
    private var given: URL?
    /// The sync of those who have joined here while nobody looks.
    private var unseen: Task<Void, Never>?

    public init(
        _ phone: any Phone, _ choices: Choices, _ reminding: (any Reminding)? = nil,
        now: @escaping () -> Date = Date.init
    ) {
        self.phone = phone
        self.choices = choices
        self.reminding = reminding
        self.now = now
        super.init(AppState(), waitedFor: false)
    }

    /// Looks who has joined here, and opens the only one. Whoever `was` somewhere comes there
    /// again.
    @discardableResult
    public func start(_ was: Whereabouts? = nil) -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            let members = try await listed()
            wanted = was.flatMap { was in members.contains { $0.label == was.label } ? was : nil }
            let only = members.count == 1 ? members[0].label : nil
            if let label = wanted?.label ?? only {
                show { $0.members = members }
                try await come(to: label)
            } else {
                turn(outside: members)
            }
        }
    }

    @discardableResult
    public func choose(_ label: String) -> Task<Void, Never> {
        act { [self] () throws(Trouble) in try await come(to: label) }
    }

    /// Somebody has joined, and is offered a PIN once.
    @discardableResult
    public func joined(_ teren: any Teren) -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            await enter(teren)
            if state.teren === teren { go(.firstPin) }
        }
    }

    /// The PIN was right, and the work behind it does not open.
    @discardableResult
    public func stays(outside label: String, _ trouble: Trouble) -> Task<Void, Never> {
        act { [self] () throws(Trouble) in try stay(outside: label, trouble) }
    }

    /// Somebody has shown that it is them.
    @discardableResult
    public func entered(_ teren: any Teren) -> Task<Void, Never> {
        act { [self] () throws(Trouble) in await enter(teren) }
    }

    public func joinAnother() {
        go(.join)
    }

    /// Closes what is open, so that nothing of it can be seen, and asks who goes on.
    @discardableResult
    public func switchMember() -> Task<Void, Never> {
        let open = conceal()
        return act { [self] () throws(Trouble) in
            await close(open)
            turn(outside: try await listed())
        }
    }

    /// Panic: from this moment on nothing is to be seen, and the work is closed. What was tapped
    /// before is saved. The PIN leads back, or the list of members where there is none.
    @discardableResult
    public func lock() -> Task<Void, Never> {
        let label = state.teren?.label
        let open = conceal()
        return act { [self] () throws(Trouble) in
            await close(open)
            try await ask(label)
        }
    }

    /// The app went out of sight.
    public func left() {
        leftAt = now()
    }

    /// Somebody looks again: whoever was away for long says the PIN, and is where they were. A
    /// clock that was set back locks as well.
    @discardableResult
    public func cameBack() -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            guard let leftAt else { return }
            self.leftAt = nil
            // Whoever left while a PIN was being checked finds the work open.
            guard let teren = state.teren else { return }
            let away = now().timeIntervalSince(leftAt)
            guard away < 0 || away >= choices.lockAfter(teren.label).seconds else { return }
            guard await hasPin(teren.label) else { return }
            let was = whereabouts
            await close(conceal())
            wanted = was
            try await ask(teren.label)
        }
    }

    /// The organisation had the work that is open wiped: nothing of it is shown or remembered from
    /// now on, and whoever is invited anew can join.
    @discardableResult
    public func wiped() -> Task<Void, Never> {
        let label = state.teren?.label
        let open = conceal()
        return act { [self] () throws(Trouble) in
            await close(open)
            if let label { await forget(label) }
            leadToJoin(try await listed())
            throw .wiped
        }
    }

    /// Takes the open work off the phone, and leads whoever uses it next to joining; refused while
    /// anything of it is nowhere else.
    @discardableResult
    public func leave() -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            guard let teren = state.teren, !teren.isPractice else { return }
            // What was tapped before counts: it is saved, and nowhere else.
            await Unfinished.settled()
            try await teren.leave()
            await close(conceal())
            await forget(teren.label)
            leadToJoin(try await listed())
        }
    }

    /// Sets work aside that cannot be read, so that its member can join again. Nothing is deleted.
    @discardableResult
    public func setAside() -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            guard let label = state.unreadable else { return }
            try await phone.setAside(label)
            leadToJoin(try await listed())
        }
    }

    /// Syncs everybody who has joined here while nobody looks: what is planned for them comes in,
    /// what is unsent goes out. Cancelling stops it; what the server took stays taken.
    public func syncUnseen() async {
        let going = Task { [self] in
            for member in (try? await phone.members()) ?? [] where !Task.isCancelled {
                await syncUnseen(member.label)
            }
        }
        unseen = going
        await withTaskCancellationHandler {
            await going.value
        } onCancel: {
            going.cancel()
        }
    }

    /// Opens work as if, on top of the own.
    @discardableResult
    public func practise() -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            guard let teren = state.teren, !teren.isPractice else { return }
            let practice = try await teren.practise()
            behind = teren
            show { $0.teren = practice; $0.way = [.today] }
        }
    }

    /// Back to the own work; nothing is left of the other.
    @discardableResult
    public func endPractice() -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            guard let practice = state.teren, practice.isPractice else { return }
            show { $0.teren = behind; $0.way = [.today] }
            behind = nil
            showGiven()
            await practice.close()
        }
    }

    public func go(_ screen: Screen) {
        let isTab = Screen.tabs.contains(screen)
        // What stands below another screen is still there.
        if isTab || screen.records { (begun, step) = (nil, nil) }
        show { $0.way = isTab ? [screen] : $0.way + [screen] }
    }

    /// Whether there was a way back.
    @discardableResult
    public func back() -> Bool {
        guard state.way.count > 1 else { return false }
        if state.screen?.records == true { (begun, step) = (nil, nil) }
        show { $0.way.removeLast() }
        return true
    }

    /// The open screen of a new session has begun this one.
    public func began(_ id: String) {
        begun = id
    }

    /// The open screen of recording shows this step.
    public func stands(at step: Step) {
        self.step = step
    }

    /// Another app gave this one a file: a colleague's work waits until somebody is inside.
    public func opened(_ file: URL) {
        guard file.pathExtension == "teren" else { return }
        given = file
        showGiven()
    }

    /// The file that waits, for the screen that takes it; once.
    public func takeGiven() -> URL? {
        guard state.teren?.isPractice == false else { return nil }
        defer { given = nil }
        return given
    }

    /// The session that is being recorded, also while another screen lies over it.
    public var recorded: String? {
        for screen in state.way.reversed() {
            if case .record(let id) = screen { return id ?? begun }
        }
        return nil
    }

    /// Where the member is, for when the app is ended by the system; none outside, and practice is
    /// gone then.
    public var whereabouts: Whereabouts? {
        guard let label = (behind ?? state.teren)?.label else { return nil }
        if behind != nil { return Whereabouts(label: label, way: [.today]) }
        let way = state.way.map { $0 == .record(nil) ? .record(begun) : $0 }
        return Whereabouts(label: label, way: way, step: step)
    }

    private func syncUnseen(_ label: String) async {
        if let open = behind ?? state.teren, open.label == label {
            // A store is opened once, and whoever left the app is still in theirs.
            if await wipes(open) { wiped() }
        } else if let teren = try? await phone.open(label) {
            let isWiped = await wipes(teren)
            await teren.close()
            if isWiped { await forget(label) }
        }
        // Behind a PIN nobody can open it but whoever knows it.
    }

    /// Syncs; whether the organisation had the work wiped with it.
    private func wipes(_ teren: any Teren) async -> Bool {
        do throws(Trouble) {
            try await teren.sync()
        } catch {
            return error == .wiped
        }
        return false
    }

    private func come(to label: String) async throws(Trouble) {
        // Whoever is here goes first: a store is opened once.
        unseen?.cancel()
        await unseen?.value
        show { $0.unreadable = nil }
        do throws(Trouble) {
            if try await phone.lock(label).pin {
                turn(to: [.members, .unlock(label)], nil, state.members)
            } else {
                await enter(try await phone.open(label))
            }
        } catch {
            try stay(outside: label, error)
        }
    }

    /// It can be tried again from the list, or somebody else goes on.
    private func stay(outside label: String, _ trouble: Trouble) throws(Trouble) {
        turn(to: [.members], nil, state.members)
        if case .unreadable = trouble { show { $0.unreadable = label } }
        throw trouble
    }

    private func enter(_ teren: any Teren) async {
        // A PIN that was still being checked when somebody else came in opens nothing over theirs.
        if let open = state.teren, open !== teren { return await teren.close() }
        let was = wanted.flatMap { $0.label == teren.label && !$0.way.isEmpty ? $0 : nil }
        wanted = nil
        step = was?.step
        turn(to: was?.way ?? [.today], teren, (try? await phone.members()) ?? state.members)
        showGiven()
    }

    private func showGiven() {
        if given != nil && state.teren?.isPractice == false { go(.together) }
    }

    /// Asks for the PIN of the one whose work was open, or else who goes on.
    private func ask(_ label: String?) async throws(Trouble) {
        let members = try await listed()
        turn(outside: members)
        guard let label, members.contains(where: { $0.label == label }) else { return }
        if await hasPin(label) {
            show { $0.way.append(.unlock(label)) }
        } else {
            show { $0.closedOpenly = true }
        }
    }

    /// A lock that cannot be read is one.
    private func hasPin(_ label: String) async -> Bool {
        (try? await phone.lock(label).pin) ?? true
    }

    /// Who has joined here; where that cannot be read, the empty list is shown, to try again.
    private func listed() async throws(Trouble) -> [MemberHere] {
        do throws(Trouble) {
            return try await phone.members()
        } catch {
            turn(to: [.members], nil, [])
            throw error
        }
    }

    private func forget(_ label: String) async {
        choices.forget(label)
        await reminding?.remind(label, of: [])
        // A key that stays opens nothing any more.
        try? await phone.forget(label)
    }

    /// Takes what is open out of sight at once; it is to be closed.
    private func conceal() -> [any Teren] {
        let open = [state.teren, behind].compactMap { $0 }
        behind = nil
        (leftAt, wanted, begun, step) = (nil, nil, nil, nil)
        show { $0 = AppState(members: $0.members) }
        return open
    }

    /// Closes this, and what was opened since, once all that members asked for is done.
    private func close(_ open: [any Teren]) async {
        let all = open + conceal()
        await Unfinished.settled()
        for teren in all { await teren.close() }
    }

    /// Who goes on is asked, or nobody can.
    private func turn(outside members: [MemberHere]) {
        turn(to: members.isEmpty ? [.join] : [.members], nil, members)
    }

    /// Whoever has an invite can join, beside those who have joined here.
    private func leadToJoin(_ members: [MemberHere]) {
        turn(to: members.isEmpty ? [.join] : [.members, .join], nil, members)
    }

    private func turn(to way: [Screen], _ teren: (any Teren)?, _ members: [MemberHere]) {
        show { $0 = AppState(teren: teren, way: way, members: members) }
    }
}
