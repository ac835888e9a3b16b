// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenModel

/// Taking the own work off a phone that somebody else is to use.
struct LeaveScreen: View {
    @Environment(Texts.self) private var texts
    let app: AppModel

    var body: some View {
        Page(texts.say("leave-title")) {
            StandingCard { app.go(.sync) }
            Text(texts.say("leave-how"))
        } below: {
            MainButton(texts.say("leave-go")) { app.leave() }
        }
    }
}
