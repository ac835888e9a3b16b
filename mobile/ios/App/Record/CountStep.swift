// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenModel

/// The counter: a tile for each sex and age, as wide as a thumb and as near as can be.
struct CountStep: View {
    @Environment(Texts.self) private var texts
    let model: RecordModel
    @State private var rest = false

    var body: some View {
        let state = model.state
        Text(texts.count("people", state.session?.people ?? 0))
            .font(.title.bold()).foregroundStyle(Palette.green)
            .accessibilityAddTraits(.updatesFrequently)
        Beside {
            Choice(texts.say("record-sex-main"), chosen: !rest) { rest = false }
        } right: {
            Choice(texts.say("record-sex-rest"), chosen: rest) { rest = true }
        }
        ForEach(state.vocabulary.ageBands, id: \.self) { age in
            Beside {
                tile(sexes.first, age)
            } right: {
                tile(sexes.last, age)
            }
        }
        Beside {
            Choice(texts.say("record-part"), chosen: !state.whole) { model.whole(false) }
        } right: {
            Choice(texts.say("record-whole"), chosen: state.whole) { model.whole(true) }
        }
        Beside {
            counting("counted")
        } right: {
            counting("estimated")
        }
    }

    private var sexes: ArraySlice<String> {
        rest ? model.state.vocabulary.sexes.dropFirst(2) : model.state.vocabulary.sexes.prefix(2)
    }

    @ViewBuilder
    private func tile(_ sex: String?, _ age: String) -> some View {
        if let sex {
            let cell = "reached.\(sex).\(age)"
            let (what, band) = (texts.word("sex", sex), texts.word("age", age))
            let count = model.state.count(cell)
            Tile(
                label: "\(what)\n\(band)", count: count,
                says: texts.say("count-cell", what, band, "\(count)"),
                fewer: texts.say("count-fewer", "\(what), \(band)"),
                add: { model.tap(cell) }, takeOne: { model.tap(cell, by: -1) })
        }
    }

    private func counting(_ code: String) -> some View {
        Choice(texts.word("counting", code), chosen: model.state.session?.counting == code) {
            model.counting(code)
        }
    }
}
