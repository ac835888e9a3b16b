// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenModel

/// What is needed less often.
struct MoreScreen: View {
    @Environment(Texts.self) private var texts
    let app: AppModel

    var body: some View {
        Page(texts.say("nav-more")) {
            StandingCard { app.go(.sync) }
            way(to: .together, "together-title")
            way(to: .helpline, "helpline-title")
            way(to: .sync, "sync-title")
            way(to: .settings, "settings-title")
            if app.state.teren?.isPractice == false {
                way(to: .pin, "pin-title")
                Card { app.practise() } content: {
                    Text(texts.say("practice-begin")).font(.headline)
                    Quiet(texts.say("practice-about"))
                }
            }
            way(to: .about, "about-title")
            SideButton(texts.say("members-switch")) { app.switchMember() }
            if app.state.teren?.isPractice == false { way(to: .leave, "leave-title") }
            Heading(texts.say("join-language"))
            ForEach(Texts.languages.sorted { $0.value < $1.value }, id: \.key) { tag, name in
                Choice(name, chosen: texts.language == tag) { texts.choose(tag) }
            }
        }
    }

    private func way(to screen: Screen, _ title: String) -> some View {
        Card { app.go(screen) } content: { Text(texts.say(title)).font(.headline) }
    }
}
