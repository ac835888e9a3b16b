// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenCore
import TerenModel

/// What the campaign asks. What is wrong is said, and keeps nobody from going on.
struct AskedStep: View {
    @Environment(Texts.self) private var texts
    let model: RecordModel

    var body: some View {
        ForEach(model.state.asked.rows) { row in
            switch row.what {
            case .time(let group, let number, let time): one(group, number, time)
            case .question(let question): AskedView(model: model, question: question)
            case .again(let again):
                // Once more, e.g. another class that was visited.
                SideButton(texts.say("asked-again", again.label)) { model.askAgain(again.group) }
            }
        }
    }

    /// The heading of one time of a group, and the way to take it back.
    @ViewBuilder
    private func one(_ group: String, _ number: Int, _ time: String) -> some View {
        let name = texts.say("asked-time", group, "\(number)")
        Heading(name)
        SideButton(texts.say("asked-remove", name)) { model.unask(time) }
    }
}

private struct AskedView: View {
    @Environment(Texts.self) private var texts
    let model: RecordModel
    let question: Question
    /// What is typed stands as it is typed, whatever the answer is taken for.
    @State private var typed: String

    init(model: RecordModel, question: Question) {
        self.model = model
        self.question = question
        _typed = State(initialValue: question.answer)
    }

    var body: some View {
        switch question.kind {
        case "group", "repeat": Heading(question.label)
        case "note": Quiet(question.label)
        case "select_one", "select_multiple":
            Text(label)
            ForEach(question.choices, id: \.name) { choice in
                Choice(choice.label, chosen: choice.chosen) { choose(choice.name) }
            }
        case "date":
            Text(label)
            DayField(label: question.label, day: question.answer) {
                model.answer(question.key, $0)
            }
        default:
            Text(label)
            Field(label: question.hint.isBlank ? question.label : question.hint, text: $typed)
                .keyboardType(keyboard)
                .onChange(of: typed) { model.answer(question.key, typed) }
            if question.kind == "text" { Warned(typed: typed) }
        }
        if let wrong = question.wrong {
            Notice(text: words(wrong), ground: Palette.amber, ink: Palette.onAmber)
        }
    }

    private var label: String { question.label + (question.required ? " *" : "") }

    private var keyboard: UIKeyboardType {
        switch question.kind {
        case "integer": .numberPad
        case "decimal": .decimalPad
        default: .default
        }
    }

    private func choose(_ name: String) {
        if question.kind == "select_one" {
            model.answer(question.key, name)
        } else {
            model.choose(question, name)
        }
    }

    private func words(_ wrong: Wrong) -> String {
        switch wrong {
        case .required(let words): words ?? texts.say("asked-required")
        case .constraint(let words, let rule): words ?? texts.say("asked-constraint", rule)
        case .unfit: texts.known("unfit", question.kind) ?? texts.say("asked-unfit")
        }
    }
}
