// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenModel

/// Joining by scanning the invite or pasting its link.
struct JoinScreen: View {
    @Environment(Texts.self) private var texts
    let model: JoinModel
    @State private var scanning = false

    var body: some View {
        Page(texts.say("join-title"), trouble: model.trouble) {
            Text(texts.say("join-how"))
            if CodeScanner.isThere {
                SideButton(texts.say("join-scan")) { scanning = true }
            }
            Field(label: texts.say("join-link"), text: link)
                .textInputAutocapitalization(.never)
                .autocorrectionDisabled()
                .keyboardType(.URL)
            if !model.state.link.isEmpty && !model.state.looksLikeLink {
                Notice(
                    text: texts.say("join-bad-link"), ground: Palette.amber, ink: Palette.onAmber)
            }
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
        .sheet(isPresented: $scanning) {
            CodeScanner { words in
                model.link(words)
                scanning = false
            }
            .accessibilityLabel(texts.say("join-scan"))
        }
    }

    private var link: Binding<String> { Binding { model.state.link } set: { model.link($0) } }
    private var name: Binding<String> { Binding { model.state.name } set: { model.name($0) } }
}
