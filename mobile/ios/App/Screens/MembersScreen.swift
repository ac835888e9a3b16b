// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenModel

/// Who is using the phone.
struct MembersScreen: View {
    @Environment(Texts.self) private var texts
    let app: AppModel

    var body: some View {
        Page(texts.say("members-title")) {
            ForEach(app.state.members, id: \.label) { member in
                Card { app.choose(member.label) } content: {
                    Text(member.label).font(.headline)
                    if member.unsent > 0 { Quiet(texts.count("unsent", member.unsent)) }
                }
            }
        } below: {
            SideButton(texts.say("members-add")) { app.joinAnother() }
        }
    }
}
