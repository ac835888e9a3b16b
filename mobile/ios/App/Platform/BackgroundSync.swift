// Written and parsed, never built with Apple's tools.

@preconcurrency import BackgroundTasks
import TerenModel

/// Syncs behind the glass when the system finds a moment for it: for half a minute now and then, and
/// for as long as it takes where there is a network, mostly at night.
@MainActor
enum BackgroundSync {
    /// Both as they stand in project.yml.
    private static let glance = "org.teren.sync"
    private static let thorough = "org.teren.sync.thorough"
    private static let againAfter: TimeInterval = 15 * 60

    /// Before the app has started: later the system takes none.
    static func register() {
        for name in [glance, thorough] {
            // It is called on the queue that is named here.
            BGTaskScheduler.shared.register(forTaskWithIdentifier: name, using: .main) { task in
                MainActor.assumeIsolated { run(task) }
            }
        }
    }

    /// Asks for a moment, once the app is left.
    static func ask() {
        let short = BGAppRefreshTaskRequest(identifier: glance)
        short.earliestBeginDate = Date(timeIntervalSinceNow: againAfter)
        let long = BGProcessingTaskRequest(identifier: thorough)
        long.requiresNetworkConnectivity = true
        // Refused where the member has switched it off: then work goes out while the app is open.
        for request in [short, long] { try? BGTaskScheduler.shared.submit(request) }
    }

    private static func run(_ task: BGTask) {
        ask()
        let syncing = Task {
            await OnThisPhone.app.syncUnseen()
            task.setTaskCompleted(success: !Task.isCancelled)
        }
        // The moment is over; what the server took stays taken.
        task.expirationHandler = { syncing.cancel() }
    }
}
