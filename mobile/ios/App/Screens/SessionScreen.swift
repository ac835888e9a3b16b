// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenCore
import TerenModel

/// One session: what it says, who wrote it, what is to be settled.
struct SessionScreen: View {
    @Environment(Texts.self) private var texts
    let model: SessionModel
    let photos: () -> PhotosModel
    let go: (Screen) -> Void

    var body: some View {
        Page(model.state.session.map(texts.name) ?? "", trouble: model.trouble) {
            if let session = model.state.session {
                if let why = session.withdrawn { Hidden(model: model, why: why) }
                OneEvent(model: model, session: session)
                ForEach(session.conflicts, id: \.field) { ToSettle(model: model, conflict: $0) }
                said(session)
                if session.withdrawn == nil { Hide(model: model) }
            }
        } below: {
            if let session = model.state.session {
                Beside {
                    SideButton(texts.say("session-hand-over")) { model.handOver() }
                } right: {
                    SideButton(texts.say("codes-show")) { go(.showCodes(session.id)) }
                }
                Beside {
                    SideButton(texts.say("session-open")) { go(.record(session.id)) }
                } right: {
                    MainButton(texts.say("session-repeat")) { model.again { go(.record($0)) } }
                }
            }
        }
        .sharing(model.state.file) { model.given() }
        .onAppear { model.load() }
    }

    @ViewBuilder
    private func said(_ session: Session) -> some View {
        ForEach(core(session), id: \.self) { Text($0) }
        if let review = session.review, review.state == "returned" {
            Heading(texts.say("session-returned"))
            Notice(text: review.comment, ground: Palette.amber, ink: Palette.onAmber)
        }
        Heading(texts.say("session-figures"))
        Text(texts.count("people", session.people))
        ForEach(session.figures.sorted { $0.key < $1.key }, id: \.key) { cell, count in
            Quiet("\(texts.cell(cell, name: model.state.name)): \(count)")
        }
        if !session.team.isEmpty {
            Heading(texts.say("session-team"))
            ForEach(session.team.sorted { $0.key < $1.key }, id: \.key) { who, role in
                Quiet("\(model.state.name(who)), \(texts.word("team", role))")
            }
        }
        if !session.topics.isEmpty {
            Heading(texts.say("field-topics"))
            ForEach(session.topics.sorted(), id: \.self) { Quiet(texts.word("topic", $0)) }
        }
        if !session.notes.isBlank {
            Heading(texts.say("session-notes"))
            Text(session.notes)
        }
        Holding(photos) { SeenPhotos(model: $0) }
        wrote(session)
    }

    @ViewBuilder
    private func wrote(_ session: Session) -> some View {
        if !session.counters.isEmpty {
            Heading(texts.say("session-counted-by"))
            ForEach(Array(session.counters.enumerated()), id: \.offset) { _, counter in
                let who = counter.who.map(model.state.name) ?? "?"
                let said = counter.whole ? "session-whole" : "session-part"
                Quiet(
                    "\(texts.word("field", counter.table)) · "
                        + texts.say(said, who, "\(counter.total)"))
            }
        }
        Heading(texts.say("session-editors"))
        ForEach(model.state.editors, id: \.who) { editor in
            Quiet(texts.say("session-at", model.state.name(editor.who), texts.moment(editor.at)))
        }
    }

    private func core(_ session: Session) -> [String] {
        [
            session.kind.map { texts.word("kind", $0) },
            session.place.isEmpty ? nil : session.place.words,
            (session.startedAt ?? session.plannedFor).map(texts.moment),
            texts.word("status", session.status),
            session.campaign.map(model.state.name),
        ].compactMap { $0 }
    }
}

/// The photos that were attached; others' come when they are asked for.
private struct SeenPhotos: View {
    @Environment(Texts.self) private var texts
    let model: PhotosModel

    var body: some View {
        if !model.state.photos.isEmpty { Heading(texts.say("record-photos")) }
        if let trouble = model.trouble {
            Notice(text: texts.say(trouble), ground: Palette.rose, ink: Palette.onRose)
        }
        Photos(model: model)
    }
}
