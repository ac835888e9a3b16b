// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenModel

/// Which version this is, who uses it, and what is stored.
struct AboutScreen: View {
    @Environment(Texts.self) private var texts
    let model: AboutModel

    var body: some View {
        let me = model.state.me
        Page(texts.say("about-title"), trouble: model.trouble) {
            Text(texts.say("about-version", model.state.version))
            Text(texts.say("about-member", me.name, texts.word("role", me.role)))
            Text(texts.say("about-organisation", me.organisation))
            Heading(texts.say("about-stored"))
            if let stored = model.state.stored {
                Text(texts.count("about-sessions", stored.sessions))
                Text(texts.count("about-venues", stored.venues))
                Text(texts.say("about-size", texts.megabytes(stored.bytes)))
            }
            Text(texts.say("about-stored-what"))
        }
    }
}
