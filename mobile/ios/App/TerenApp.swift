// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenCore
import TerenModel

@main
struct TerenApp: App {
    @UIApplicationDelegateAdaptor private var system: SystemCalls
    @State private var app = AppModel(OnThisPhone.phone, Choices(KeptOnThisPhone.shared))
    @State private var texts = Texts()
    @State private var reminding = Notifications()

    var body: some Scene {
        WindowGroup {
            Root(app: app, kept: KeptOnThisPhone.shared, reminding: reminding)
                .environment(texts)
                .environment(\.locale, Locale(identifier: texts.language))
                .tint(Palette.green)
                .onOpenURL { url in app.opened(url) }
        }
        .backgroundTask(.appRefresh(BackgroundSync.name)) { await BackgroundSync.run() }
    }
}

/// Asks for a sync behind the glass whenever the app leaves it.
final class SystemCalls: NSObject, UIApplicationDelegate {
    func applicationDidEnterBackground(_ application: UIApplication) {
        BackgroundSync.ask()
    }
}

extension AppModel {
    /// A colleague's file that was shared to this app waits on the screen that takes it.
    func opened(_ url: URL) {
        guard state.teren != nil, url.pathExtension == "teren" else { return }
        Inbox.shared.file = url
        go(.together)
    }
}
