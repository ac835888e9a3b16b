// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenCore
import TerenModel

/// What is unsent, always to be seen, and when the last sync was.
struct StandingCard: View {
    @Environment(Texts.self) private var texts
    /// None before anybody's work is open.
    @Environment(SyncModel.self) private var sync: SyncModel?
    let action: () -> Void

    var body: some View {
        if let standing = sync?.state.standing {
            Card(action: action) {
                let waiting = texts.waiting(standing.unsent, photos: standing.unsentPhotos)
                Text(waiting ?? texts.say("everything-sent")).font(.headline)
                Quiet(
                    standing.lastSync.map { texts.say("last-sync", texts.moment($0)) }
                        ?? texts.say("last-sync-never"))
            }
        }
    }
}

extension Texts {
    /// What is still to be sent; none when nothing is.
    func waiting(_ unsent: Int, photos: Int) -> String? {
        var waiting: [String] = []
        if unsent > 0 { waiting.append(count("unsent", unsent)) }
        if photos > 0 { waiting.append(count("unsent-photos", photos)) }
        return waiting.isEmpty ? nil : waiting.joined(separator: "\n")
    }
}
