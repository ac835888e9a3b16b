// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenCore
import TerenModel

/// The kind of activity. Choosing it begins the session and leads on.
struct WhatStep: View {
    @Environment(Texts.self) private var texts
    let model: RecordModel

    var body: some View {
        ForEach(model.state.vocabulary.kinds, id: \.self) { kind in
            Choice(texts.word("kind", kind), chosen: kind == model.state.session?.kind) {
                model.kind(kind)
            }
        }
    }
}

/// The place: recent ones first, then the register, then a new one.
struct WhereStep: View {
    @Environment(Texts.self) private var texts
    let model: RecordModel
    @State private var town = ""

    var body: some View {
        let state = model.state
        if let place = state.session?.place, !place.isEmpty { Text(place.words) }
        Field(label: texts.say("record-search"), text: search)
        ForEach(state.found.map(\.place), id: \.self) { card($0) }
        if state.search.isBlank && !state.recent.isEmpty {
            Heading(texts.say("record-recent"))
            ForEach(state.recent, id: \.self) { card($0) }
        }
        if !state.search.isBlank && state.found.isEmpty {
            Warned(typed: state.search)
            Field(label: texts.say("record-town"), text: $town)
            SideButton(texts.say("record-new-place", state.search)) { model.newPlace(town) }
        }
        position
    }

    /// Where on the globe: only when it is asked for, and never finer than it says.
    @ViewBuilder
    private var position: some View {
        if let at = model.state.session?.at {
            Quiet(texts.say("record-at", degrees(at.latitude), degrees(at.longitude)))
            SideButton(texts.say("record-at-remove")) { model.at(nil) }
        } else if Locator.isThere {
            SideButton(texts.say("record-locate")) {
                Task { if let here = await Locator.here() { model.at(here) } }
            }
        }
    }

    private func degrees(_ degrees: Double) -> String {
        degrees.formatted(.number.precision(.fractionLength(2)))
    }

    private var search: Binding<String> { Binding { model.state.search } set: { model.search($0) } }

    private func card(_ place: Place) -> some View {
        Card { model.place(place) } content: {
            Text(place.venue.isBlank ? place.locality : place.venue).font(.headline)
            Quiet([place.locality, place.adm1].filter { !$0.isBlank }.joined(separator: " · "))
        }
    }
}
