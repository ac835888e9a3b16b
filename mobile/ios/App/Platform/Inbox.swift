// Written and parsed, never built with Apple's tools.

import Foundation
import Observation

/// The file that another app gave to this one, until a screen has taken it.
@MainActor
@Observable
final class Inbox {
    static let shared = Inbox()
    var file: URL?
}
