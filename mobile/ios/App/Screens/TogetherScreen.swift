// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenCore
import TerenModel
import UniformTypeIdentifiers

/// Handing work over to a colleague's phone without a network, and taking theirs.
struct TogetherScreen: View {
    @Environment(Texts.self) private var texts
    let model: TogetherModel
    /// A file that another app gave to this one, once.
    let given: () -> URL?
    let go: (Screen) -> Void
    @State private var choosing = false

    var body: some View {
        Page(texts.say("together-title"), trouble: model.trouble) {
            Text(texts.say("together-how"))
            Heading(texts.say("codes-title"))
            Text(texts.say("codes-how"))
            if model.state.isTooLarge {
                Notice(
                    text: texts.say("together-too-large"), ground: Palette.rose,
                    ink: Palette.onRose)
            }
            ForEach(Array(model.state.taken.enumerated()), id: \.offset) { Came(taken: $1) }
        } below: {
            Beside {
                if CodeScanner.isThere {
                    SideButton(texts.say("codes-read")) { go(.readCodes) }
                }
            } right: {
                SideButton(texts.say("codes-show")) { go(.showCodes(nil)) }
            }
            Beside {
                SideButton(texts.say("together-take")) { choosing = true }
            } right: {
                MainButton(texts.say("together-give")) { model.handOver() }
            }
        }
        .fileImporter(isPresented: $choosing, allowedContentTypes: [.teren]) { chosen in
            if case .success(let url) = chosen { model.take(url) }
        }
        .sharing(model.state.file) { model.given() }
        .onAppear { if let url = given() { model.take(url) } }
    }
}

/// What came out of one hand-over.
struct Came: View {
    @Environment(Texts.self) private var texts
    let taken: Taken

    var body: some View {
        Heading(texts.say("taken-from", taken.from))
        ForEach(taken.sessions, id: \.id) { session in
            let said = [session.title, words(for: session.became)]
            Text(said.filter { !$0.isBlank }.joined(separator: ": "))
        }
        if taken.carried { Notice(text: texts.say("taken-carried")) }
    }

    private func words(for became: TakenAs) -> String {
        switch became {
        case .new: texts.say("taken-new")
        case .changed: texts.say("taken-changed")
        case .known: texts.say("taken-known")
        case .notForYou: texts.say("taken-not-for-you")
        case .incomplete: texts.say("taken-incomplete")
        case .unread: texts.say("taken-unread")
        case .erased: texts.say("taken-erased")
        case .refused: texts.say("taken-refused")
        }
    }
}

extension UTType {
    /// As project.yml exports it.
    static let teren = UTType(exportedAs: "org.teren.hand-over")
}
