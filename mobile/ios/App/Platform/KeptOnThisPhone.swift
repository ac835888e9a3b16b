// Written and parsed, never built with Apple's tools.

import Foundation
import TerenCore

/// What the app remembers, among the settings that the system keeps for it.
@MainActor
final class KeptOnThisPhone: Kept {
    static let shared = KeptOnThisPhone()

    subscript(_ name: String) -> String? {
        get { UserDefaults.standard.string(forKey: name) }
        set { UserDefaults.standard.set(newValue, forKey: name) }
    }
}
