// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenModel

/// How the app looks and when it reminds, on this phone.
struct SettingsScreen: View {
    @Environment(Texts.self) private var texts
    let choices: Choices

    var body: some View {
        Page(texts.say("settings-title")) {
            Heading(texts.say("settings-shade"))
            ForEach(Shade.allCases, id: \.self) { shade in
                Choice(texts.say(name(of: shade)), chosen: shade == choices.shade) {
                    choices.shade = shade
                }
            }
            Heading(texts.say("settings-remind"))
            ForEach(RemindBefore.allCases, id: \.self) { before in
                Choice(texts.say(name(of: before)), chosen: before == choices.remindBefore) {
                    choices.remindBefore = before
                }
            }
            Quiet(texts.say("settings-remind-how"))
        }
    }

    private func name(of shade: Shade) -> String {
        switch shade {
        case .system: "shade-system"
        case .light: "shade-light"
        case .dark: "shade-dark"
        }
    }

    private func name(of before: RemindBefore) -> String {
        switch before {
        case .never: "remind-never"
        case .halfAnHour: "remind-half-an-hour"
        case .anHour: "remind-an-hour"
        case .aDay: "remind-a-day"
        }
    }
}
