// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenCore
import TerenModel

/// Joining by scanning the invite or pasting its link.
struct JoinScreen: View {
    @Environment(Texts.self) private var texts
    let model: JoinModel

    var body: some View {
        Page(texts.say("join-title")) {
            if let trouble = model.trouble {
                Notice(text: words(for: trouble), ground: Palette.rose, ink: Palette.onRose)
            }
            Text(texts.say("join-how"))
            CodeField(label: texts.say("join-link"), text: link, wrong: wrong).keyboardType(.URL)
            Field(label: texts.say("join-name"), text: name).textContentType(.givenName)
            Quiet(texts.say("join-name-help"))
            Heading(texts.say("join-language"))
            ForEach(Texts.languages.sorted { $0.value < $1.value }, id: \.key) { tag, name in
                Choice(name, chosen: texts.language == tag) { texts.choose(tag) }
            }
        } below: {
            MainButton(texts.say(model.state.working ? "join-working" : "join-go")) { model.join() }
                .disabled(!model.state.ready)
        }
    }

    private var link: Binding<String> { Binding { model.state.link } set: { model.link($0) } }
    private var name: Binding<String> { Binding { model.state.name } set: { model.name($0) } }

    private var wrong: String? {
        let isOdd = !model.state.link.isEmpty && !model.state.looksLikeLink
        return isOdd ? texts.say("join-bad-link") : nil
    }

    /// Of an invite, the few things that go wrong have words of their own.
    private func words(for trouble: Trouble) -> String {
        switch trouble {
        case .invalid: texts.say("join-bad-link")
        case .refused: texts.say("join-used")
        case .membership: texts.say("join-name-taken")
        default: texts.say(trouble)
        }
    }
}
