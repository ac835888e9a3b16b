// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenModel

/// How syncing goes, by itself or asked for: to be seen, never waited for.
struct SyncScreen: View {
    @Environment(Texts.self) private var texts
    let model: SyncModel

    var body: some View {
        Page(texts.say("sync-title"), trouble: model.trouble) {
            let state = model.state
            StandingCard { model.start() }
            if let progress = state.progress, state.running {
                Text(
                    texts.say(
                        "sync-progress", "\(progress.sent)", "\(progress.received)",
                        "\(progress.toSend)")
                ).accessibilityAddTraits(.updatesFrequently)
                if progress.photosToSend > 0 {
                    Text(texts.count("sync-photos", progress.photosToSend))
                }
            }
            if let report = state.report {
                Text(texts.say("sync-done", "\(report.sent)", "\(report.received)"))
                if report.refused > 0 {
                    Notice(
                        text: texts.count("sync-refused", report.refused), ground: Palette.amber,
                        ink: Palette.onAmber)
                }
            }
            if let waiting = state.report?.photosWaiting, waiting > 0 {
                Notice(text: texts.count("sync-photos-waiting", waiting))
            }
            if let refused = state.report?.photosRefused, refused > 0 {
                Notice(
                    text: texts.count("sync-photos-refused", refused), ground: Palette.amber,
                    ink: Palette.onAmber)
            }
            if state.stopped { Text(texts.say("sync-stopped")) }
            Quiet(texts.say("sync-safe"))
        } below: {
            if model.state.running {
                SideButton(texts.say("sync-stop")) { model.stop() }
            } else {
                MainButton(texts.say("sync-now")) { model.start() }
            }
        }
    }
}
