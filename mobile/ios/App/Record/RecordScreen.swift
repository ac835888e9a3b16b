// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenCore
import TerenModel

/// Recording, a step at a time; every step can be gone to and saves itself.
struct RecordScreen: View {
    @Environment(Texts.self) private var texts
    let model: RecordModel
    let photos: (String) -> PhotosModel
    let begun: (String) -> Void
    let stands: (Step) -> Void
    let ended: () -> Void

    var body: some View {
        Page(texts.say(question), trouble: model.trouble) {
            if model.state.session != nil { steps }
            switch model.state.step {
            case .what: WhatStep(model: model)
            case .where: WhereStep(model: model)
            case .who: WhoStep(model: model)
            case .count: CountStep(model: model)
            case .given: GivenStep(model: model)
            case .asked: AskedStep(model: model)
            case .said: SaidStep(model: model)
            case .photos:
                if let id = model.state.session?.id {
                    Holding { photos(id) } content: { PhotosStep(model: $0) }
                }
            }
        } below: {
            if model.state.session != nil { onward }
        }
        .onChange(of: model.state.session?.id) {
            if let id = model.state.session?.id { begun(id) }
        }
        .onChange(of: model.state.step) { stands(model.state.step) }
        .onChange(of: texts.language) { model.language(texts.language) }
        .onChange(of: model.state.ended) { if model.state.ended { ended() } }
    }

    private var question: String {
        switch model.state.step {
        case .what: "record-what"
        case .where: "record-where"
        case .who: "record-who"
        case .count: "record-count"
        case .given: "record-given"
        case .asked: "record-asked"
        case .said: "record-said"
        case .photos: "record-photos"
        }
    }

    private var steps: some View {
        ScrollViewReader { row in
            ScrollView(.horizontal, showsIndicators: false) {
                HStack(spacing: 8) {
                    ForEach(model.state.steps, id: \.self) { step in
                        Choice(texts.say(name(of: step)), chosen: step == model.state.step) {
                            model.go(step)
                        }
                        .id(step)
                    }
                }
            }
            .onChange(of: model.state.step) { row.scrollTo(model.state.step, anchor: .center) }
        }
    }

    private func name(of step: Step) -> String {
        switch step {
        case .what: "step-what"
        case .where: "step-where"
        case .who: "step-who"
        case .count: "step-count"
        case .given: "step-given"
        case .asked: "step-asked"
        case .said: "step-said"
        case .photos: "step-photos"
        }
    }

    @ViewBuilder
    private var onward: some View {
        switch model.state.step {
        case .count, .given, .asked:
            Beside {
                SideButton(texts.say("record-undo")) { model.undo() }
                    .disabled(model.state.undoable == nil)
            } right: {
                MainButton(texts.say("next")) { model.next() }
            }
        case .said:
            Beside {
                SideButton(texts.say("step-photos")) { model.next() }
            } right: {
                MainButton(texts.say("record-finish")) { model.finish() }
            }
        case .photos:
            MainButton(texts.say("record-finish")) { model.finish() }
        default:
            MainButton(texts.say("next")) { model.next() }
        }
    }
}
