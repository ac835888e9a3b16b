// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenModel

/// Who is using the phone.
struct MembersScreen: View {
    @Environment(Texts.self) private var texts
    let app: AppModel
    /// Whether setting aside was asked for.
    @State private var asked = false

    var body: some View {
        Page(texts.say("members-title")) {
            if app.state.closedOpenly {
                Notice(
                    text: texts.say("lock-without-pin"), ground: Palette.amber,
                    ink: Palette.onAmber)
            }
            ForEach(app.state.members, id: \.label) { member in
                Card { app.choose(member.label) } content: {
                    Text(member.label).font(.headline)
                    let waiting = texts.waiting(member.unsent, photos: member.unsentPhotos)
                    if let waiting { Quiet(waiting) }
                }
            }
            if let label = app.state.unreadable {
                SideButton(texts.say("set-aside", label)) { asked = true }
                if asked {
                    Text(texts.say("set-aside-how"))
                    SideButton(texts.say("set-aside-go")) { app.setAside() }
                }
            }
        } below: {
            // Where even the list could not be read.
            if app.trouble != nil && app.state.members.isEmpty {
                MainButton(texts.say("members-again")) { app.start() }
            }
            SideButton(texts.say("members-add")) { app.joinAnother() }
        }
    }
}
