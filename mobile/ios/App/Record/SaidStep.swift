// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenModel

/// Topics and notes.
struct SaidStep: View {
    @Environment(Texts.self) private var texts
    let model: RecordModel

    var body: some View {
        if model.state.asked.open > 0 {
            Notice(
                text: texts.count("asked-open", model.state.asked.open), ground: Palette.amber,
                ink: Palette.onAmber)
        }
        Field(label: texts.say("record-notes"), text: notes, lines: 3)
        ForEach(Array(model.state.warnings.enumerated()), id: \.offset) { _, warning in
            let words = texts.say("warning-\(warning.kind)", warning.words)
            Notice(text: words, ground: Palette.amber, ink: Palette.onAmber)
        }
        Quiet(texts.say("record-notes-help"))
        ForEach(model.state.vocabulary.topics, id: \.self) { topic in
            let chosen = model.state.session?.topics.contains(topic) ?? false
            Choice(texts.word("topic", topic), chosen: chosen) { model.topic(topic) }
        }
    }

    private var notes: Binding<String> { Binding { model.state.notes } set: { model.notes($0) } }
}
