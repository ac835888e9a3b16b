import TerenCore

public struct SyncState {
    public var standing: Standing?
    public var running = false
    public var progress: Headway?
    /// What the last one came to.
    public var report: Report?
    /// Whether the member stopped it.
    public var stopped = false
}

/// Syncing: to be seen, never waited for.
public final class SyncModel: Model<SyncState> {
    private let teren: any Teren
    private let wiped: @MainActor () -> Void
    private var going: Task<Void, Never>?

    /// Whether the organisation had the phone `wiped` comes out here.
    public init(_ teren: any Teren, wiped: @escaping @MainActor () -> Void = {}) {
        self.teren = teren
        self.wiped = wiped
        // Whoever closes the work stops its sync, and does not wait for it.
        super.init(SyncState(), waitedFor: false)
    }

    /// Follows how the work stands, as long as somebody looks.
    public func watch() async {
        for await standing in await teren.standing() { show { $0.standing = standing } }
    }

    public func start() {
        guard !state.running else { return }
        show { $0 = SyncState(standing: $0.standing, running: true) }
        going = act { [self] () throws(Trouble) in
            defer { show { $0.running = false } }
            let (coming, tell) = AsyncStream.makeStream(
                of: Headway.self, bufferingPolicy: .bufferingNewest(1))
            let following = Task {
                for await progress in coming { show { $0.progress = progress } }
            }
            let came: Result<Report, Trouble>
            do throws(Trouble) {
                came = .success(try await teren.sync { tell.yield($0) })
            } catch {
                came = .failure(error)
            }
            tell.finish()
            await following.value
            if case .failure(.busy) = came, Task.isCancelled {
                show { $0.stopped = true }
                return
            }
            if case .failure(.wiped) = came { wiped() }
            let report = try came.get()
            show { $0.report = report }
        }
    }

    public func stop() {
        going?.cancel()
    }
}
