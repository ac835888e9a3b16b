// Written and parsed, never built with Apple's tools.

import BackgroundTasks
import TerenCore

/// Syncs behind the glass when the system finds a moment for it.
enum BackgroundSync {
    /// As it stands in project.yml.
    static let name = "org.teren.sync"
    private static let againAfter: TimeInterval = 15 * 60

    static func ask() {
        let request = BGAppRefreshTaskRequest(identifier: name)
        request.earliestBeginDate = Date(timeIntervalSinceNow: againAfter)
        // Refused where the member has switched it off: then work goes out while the app is open.
        try? BGTaskScheduler.shared.submit(request)
    }

    /// Syncs everybody who has joined here and has something unsent. The system cancels the task
    /// when the moment is over; what the server took stays taken.
    static func run() async {
        ask()
        let phone = OnThisPhone.phone
        guard let members = try? await phone.members() else { return }
        for member in members where member.unsent > 0 && !Task.isCancelled {
            // Whose work is open syncs by itself: a store is opened once. Nobody can open it behind
            // a PIN but whoever knows it.
            guard let teren = try? await phone.open(member.label) else { continue }
            _ = try? await teren.sync()
            await teren.close()
        }
    }
}
