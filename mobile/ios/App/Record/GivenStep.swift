// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenModel

/// Materials and tallies, counted like people.
struct GivenStep: View {
    @Environment(Texts.self) private var texts
    let model: RecordModel
    /// What is handed out where the organisation has named nothing.
    private static let usual = ["leaflet", "brochure", "poster"]

    var body: some View {
        ForEach(things, id: \.id) { thing("materials.\($0.id)", $0.name) }
        Heading(texts.say("record-also"))
        ForEach(model.state.vocabulary.tallies, id: \.self) { tally in
            thing("tallies.\(tally)", texts.word("tally", tally))
        }
    }

    /// What the organisation hands out, and what somebody counted here at any time.
    private var things: [(id: String, name: String)] {
        var things = model.state.materials.map { (id: $0.id, name: $0.name) }
        let counted = (model.state.session?.figures.keys.sorted() ?? [])
            .filter { $0.hasPrefix("materials.") }.map { String($0.dropFirst("materials.".count)) }
        let more = things.isEmpty ? Self.usual + counted : counted
        for id in more where !things.contains(where: { $0.id == id }) {
            things.append((id: id, name: texts.word("material", id)))
        }
        return things
    }

    private func thing(_ cell: String, _ name: String) -> some View {
        let count = model.state.count(cell)
        return Tile(
            label: name, count: count, says: texts.say("count-thing", name, "\(count)"),
            fewer: texts.say("count-fewer", name),
            add: { model.tap(cell) }, takeOne: { model.tap(cell, by: -1) })
    }
}
