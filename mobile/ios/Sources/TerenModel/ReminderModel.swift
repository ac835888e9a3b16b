import Foundation
import TerenCore

/// When to remind of a planned session, and when that begins. It names nothing of the session.
public struct Reminder: Sendable, Equatable {
    /// Its id.
    public let session: String
    public let at: Date
    public let begins: Date

    public init(session: String, at: Date, begins: Date) {
        self.session = session
        self.at = at
        self.begins = begins
    }
}

/// What rings for the app, while it is not running as well: the system's notifications.
@MainActor
public protocol Reminding: AnyObject {
    /// From now on there are these for the member, and none of those there were before.
    func remind(_ label: String, of reminders: [Reminder]) async
}

/// Reminders before the sessions that are planned for me, kept as those are.
public final class ReminderModel: Model<[Reminder]> {
    private let teren: any Teren
    private let choices: Choices
    private let reminding: any Reminding
    private let now: () -> Date
    /// Whether what the app told when it ran before is replaced.
    private var told = false

    public init(
        _ teren: any Teren, _ choices: Choices, _ reminding: any Reminding,
        now: @escaping () -> Date = Date.init
    ) {
        self.teren = teren
        self.choices = choices
        self.reminding = reminding
        self.now = now
        super.init([])
    }

    /// Follows the plans as long as the work is open; what was told stays told.
    public func watch() async {
        if teren.isPractice { return }
        for await _ in await teren.standing() { await load().value }
    }

    /// Looks again: the plans have changed, or the choice.
    @discardableResult
    public func load() -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            let due = try await due()
            if told && due == state { return }
            told = true
            show { $0 = due }
            await reminding.remind(teren.label, of: due)
        }
    }

    private func due() async throws(Trouble) -> [Reminder] {
        guard let lead = choices.remindBefore.lead else { return [] }
        var due: [Reminder] = []
        for listed in try await planned() {
            guard let begins = try await teren.session(listed.id).plannedFor else { continue }
            let at = begins.addingTimeInterval(-lead)
            if at > now() { due.append(Reminder(session: listed.id, at: at, begins: begins)) }
        }
        return Array(due.sorted { $0.at < $1.at }.prefix(remindersMax))
    }

    /// All that is planned for me: lists begin with what is farthest away.
    private func planned() async throws(Trouble) -> [Listed] {
        var planned: [Listed] = []
        while true {
            let page = try await teren.sessions(.asking { query in
                query.status = "planned"
                query.heldBy = teren.me.id
                query.offset = planned.count
                query.limit = pageSize
            })
            planned += page.sessions
            if !page.more || page.sessions.isEmpty { return planned }
        }
    }
}

private let pageSize = 100

/// iOS keeps 64 of one app, of all who share the phone.
private let remindersMax = 16
