import Foundation
import TerenCore

/// Syncs without being asked as long as the work is open: when it opens or is looked at again, soon
/// after there is more to send, when the line is back, and when the library would try again.
/// Nobody waits for it; what comes of it stands on the screen of the sync.
@MainActor
public final class SyncsByItself {
    private let teren: any Teren
    private let sync: SyncModel
    private let line: any Line
    private let now: () -> Date
    private let pause: (_ seconds: Double) async throws -> Void
    private var coming: Task<Void, Never>?
    /// When the one that is coming begins.
    private var due: Date?

    public init(
        _ teren: any Teren, _ sync: SyncModel, _ line: any Line,
        now: @escaping () -> Date = Date.init,
        pause: @escaping (_ seconds: Double) async throws -> Void = { seconds in
            try await Task.sleep(for: .seconds(seconds))
        }
    ) {
        self.teren = teren
        self.sync = sync
        self.line = line
        self.now = now
        self.pause = pause
    }

    /// Goes on as long as the work is open.
    public func watch() async {
        if teren.isPractice { return }
        let following = Task { for await _ in line.back() { sync.start() } }
        defer {
            following.cancel()
            coming?.cancel()
        }
        var before: Int?
        for await standing in await teren.standing() {
            let toSend = standing.unsent + standing.unsentPhotos + standing.carrying
            if let before {
                if toSend > before { start(at: now().addingTimeInterval(moreMayCome)) }
            } else {
                sync.start()
            }
            // One that was due while another went on is past: that other one was it.
            if let retry = standing.nextRetry, retry > now() { start(at: retry) }
            before = toSend
        }
    }

    /// Somebody looks at the app again.
    public func seen() {
        if !teren.isPractice { sync.start() }
    }

    private func start(at when: Date) {
        if let due, due <= when { return }
        due = when
        coming?.cancel()
        coming = Task {
            guard (try? await pause(max(0, when.timeIntervalSince(now())))) != nil,
                !Task.isCancelled
            else { return }
            due = nil
            // One that goes on has begun without what came since.
            await sync.settled()
            if !Task.isCancelled { sync.start() }
        }
    }
}

/// How long it is waited for more of the same work before it is sent, in seconds: somebody who
/// records taps on, and one sync takes it all.
private let moreMayCome: TimeInterval = 20
