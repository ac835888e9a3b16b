// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenCore

/// Which version this is, who uses it, and what is stored.
struct AboutScreen: View {
    @Environment(Texts.self) private var texts
    let me: Me
    let version: String

    var body: some View {
        Page(texts.say("about-title")) {
            Text(texts.say("about-version", version))
            Text(texts.say("about-member", me.name, texts.word("role", me.role)))
            Text(texts.say("about-organisation", me.organisation))
            Heading(texts.say("about-stored"))
            Text(texts.say("about-stored-what"))
        }
    }
}
