import Observation
import TerenCore

/// What one screen shows and does. The state is all there is to see; an action returns at once, and
/// what it does is done in the order of the actions. What went wrong is there to see until the next
/// action.
///
/// An action outlives its screen: what was tapped is saved, whoever leaves. What only looks is a
/// `watch` that the screen runs while it is open.
@MainActor
@Observable
public class Model<State> {
    public private(set) var state: State

    /// What the last action came to, when it did not work.
    public private(set) var trouble: Trouble?

    @ObservationIgnored private var last: Task<Void, Never>?
    private let waitedFor: Bool

    /// What is `waitedFor` is done before the work is closed: all that saves something.
    init(_ start: State, waitedFor: Bool = true) {
        state = start
        self.waitedFor = waitedFor
    }

    func show(_ change: (inout State) -> Void) {
        change(&state)
    }

    /// Runs an action of the member's, after those before it.
    @discardableResult
    func act(_ work: @escaping @MainActor () async throws(Trouble) -> Void) -> Task<Void, Never> {
        let before = last
        let task = Task {
            await before?.value
            await run(work)
        }
        last = task
        if waitedFor { Unfinished.begun(task) }
        return task
    }

    /// Runs something beside the actions that saves nothing: closing the work stops it in place of
    /// waiting for it.
    @discardableResult
    func aside(
        _ work: @escaping @MainActor () async throws(Trouble) -> Void
    ) -> Task<Void, Never> {
        Task { await run(work) }
    }

    private func run(_ work: @MainActor () async throws(Trouble) -> Void) async {
        trouble = nil
        do throws(Trouble) {
            try await work()
        } catch {
            trouble = error
        }
    }

    /// Once all that was asked so far is done.
    public func settled() async {
        await last?.value
    }
}

/// What members asked for and is not done yet, on whichever screen.
@MainActor
enum Unfinished {
    private static var tasks: Set<Task<Void, Never>> = []

    static func begun(_ task: Task<Void, Never>) {
        tasks.insert(task)
        Task {
            await task.value
            tasks.remove(task)
        }
    }

    /// Once all of it is done, and what was asked for meanwhile.
    static func settled() async {
        while let task = tasks.first {
            await task.value
            tasks.remove(task)
        }
    }
}
