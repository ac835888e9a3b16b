// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenCore
import TerenModel

@main
struct TerenApp: App {
    @UIApplicationDelegateAdaptor private var system: SystemCalls
    @Environment(\.scenePhase) private var phase
    @State private var texts = Texts()
    @State private var line = LineOfThisPhone()
    private let app = OnThisPhone.app

    var body: some Scene {
        WindowGroup {
            Root(app: app, kept: KeptOnThisPhone.shared, reminding: Notifications.shared, line: line)
                .environment(texts)
                .environment(\.locale, Locale(identifier: texts.language))
                .tint(Palette.green)
                .onOpenURL { url in app.opened(url) }
        }
        // The delegate is not told of it where an app has scenes.
        .onChange(of: phase) { if phase == .background { BackgroundSync.ask() } }
    }
}

/// What has to be said to the system before the app has started.
final class SystemCalls: NSObject, UIApplicationDelegate {
    func application(
        _ application: UIApplication,
        didFinishLaunchingWithOptions options: [UIApplication.LaunchOptionsKey: Any]? = nil
    ) -> Bool {
        BackgroundSync.register()
        return true
    }
}
