// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenModel

/// Work as codes for another phone's camera: first how many, then one after another.
struct ShowCodesScreen: View {
    let model: ShowCodesModel
    let session: String?
    let leave: () -> Void

    var body: some View {
        content
            .sharing(model.state.file) { model.given() }
            .onAppear { model.open(session) }
    }

    @ViewBuilder
    private var content: some View {
        let codes = model.state.session == session ? model.state.codes : nil
        if let codes, model.state.showing {
            ShownCodes(model: model, codes: codes, leave: leave)
        } else {
            ReadyCodes(model: model, codes: codes)
        }
    }
}

/// How many codes it takes, before anybody holds a phone still for them.
private struct ReadyCodes: View {
    @Environment(Texts.self) private var texts
    let model: ShowCodesModel
    let codes: [String]?

    var body: some View {
        Page(texts.say("codes-show"), trouble: model.trouble) {
            Text(texts.say("codes-how"))
            if let codes { said(codes) }
        } below: {
            if let codes { ways(codes) }
        }
    }

    @ViewBuilder
    private func said(_ codes: [String]) -> some View {
        if codes.isEmpty {
            Notice(
                text: texts.say("codes-too-many"), ground: Palette.amber, ink: Palette.onAmber)
        } else {
            Text(texts.count("codes-takes", codes.count))
        }
        if model.state.areMany {
            Notice(text: texts.say("codes-many"), ground: Palette.amber, ink: Palette.onAmber)
        }
        if model.state.begun {
            Notice(text: texts.say("codes-left"))
            SideButton(texts.say("codes-new")) { model.renew() }
        }
    }

    @ViewBuilder
    private func ways(_ codes: [String]) -> some View {
        let show = texts.say(model.state.begun ? "codes-go-on" : "codes-show")
        if codes.isEmpty {
            MainButton(texts.say("codes-share")) { model.share() }
        } else if model.state.areMany {
            Beside {
                SideButton(show) { model.begin() }
            } right: {
                MainButton(texts.say("codes-share")) { model.share() }
            }
        } else {
            MainButton(show) { model.begin() }
        }
    }
}

/// One code, for as long as nobody turns it.
private struct ShownCodes: View {
    @Environment(Texts.self) private var texts
    let model: ShowCodesModel
    let codes: [String]
    let leave: () -> Void

    var body: some View {
        let name = texts.say("codes-one", "\(model.state.at + 1)", "\(codes.count)")
        Page(name) {
            CodePicture(words: codes[model.state.at], says: name)
            Quiet(texts.say("codes-until"))
        } below: {
            if codes.count > 1 { turning }
            MainButton(texts.say("codes-done")) {
                model.done()
                leave()
            }
        }
        .stayingAwake()
        .task { await model.turn() }
    }

    private var turning: some View {
        Beside {
            SideButton(texts.say(model.state.turning ? "codes-hold" : "codes-go-on")) {
                model.hold(model.state.turning)
            }
        } right: {
            SideButton(texts.say("codes-next")) { model.next() }
        }
    }
}
