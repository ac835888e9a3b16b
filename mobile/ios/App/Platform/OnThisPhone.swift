// Written and parsed, never built with Apple's tools.

import Foundation
import TerenCore
import TerenModel

/// The real phone: its folder, its key store, its version, and the app on it.
@MainActor
enum OnThisPhone {
    static let phone = BridgedPhone(
        folder: home, app: "teren-ios \(version)", keys: KeyStore())

    /// One for the screens and for what runs behind the glass: a store is opened once.
    static let app = AppModel(
        phone, Choices(KeptOnThisPhone.shared), Notifications.shared)

    /// Where the stores lie: out of backups, which would take keys and stores apart, and readable
    /// once the phone was unlocked, so that a sync can run behind a locked glass.
    private static let home: URL = {
        var home = URL.applicationSupportDirectory.appending(path: "teren")
        var out = URLResourceValues()
        out.isExcludedFromBackup = true
        do {
            let readable = FileProtectionType.completeUntilFirstUserAuthentication
            try FileManager.default.createDirectory(
                at: home, withIntermediateDirectories: true,
                attributes: [.protectionKey: readable])
            try home.setResourceValues(out)
        } catch {
            // The library says in words what it cannot write, to whoever joins.
        }
        return home
    }()

    private static var version: String {
        Bundle.main.object(forInfoDictionaryKey: "CFBundleShortVersionString") as? String ?? "0"
    }
}
