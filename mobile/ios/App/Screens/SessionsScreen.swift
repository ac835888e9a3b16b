// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenModel

/// The sessions of my unit, searched and filtered.
struct SessionsScreen: View {
    @Environment(Texts.self) private var texts
    let model: SessionsModel
    let go: (Screen) -> Void

    var body: some View {
        Page(texts.say("sessions-title"), trouble: model.trouble) {
            StandingCard { go(.sync) }
            Field(label: texts.say("sessions-search"), text: search)
            ScrollView(.horizontal, showsIndicators: false) {
                HStack(spacing: 8) {
                    ForEach(Filter.allCases, id: \.self) { filter in
                        Choice(texts.say(name(of: filter)), chosen: model.state.filter == filter) {
                            model.filter(filter)
                        }
                    }
                }
            }
            if model.state.rows.isEmpty { Quiet(texts.say("sessions-none")) }
            LazyVStack(spacing: 8) {
                ForEach(model.state.rows) { session in
                    SessionCard(session: session) { go(.session(session.id)) }
                }
            }
            if model.state.more {
                SideButton(texts.say("sessions-more")) { model.more() }
            }
        }
        .onAppear { model.load() }
    }

    private var search: Binding<String> { Binding { model.state.search } set: { model.search($0) } }

    private func name(of filter: Filter) -> String {
        switch filter {
        case .all: "sessions-all"
        case .planned: "status-planned"
        case .unsent: "sessions-unsent"
        case .conflicts: "sessions-conflicts"
        case .mine: "sessions-mine"
        }
    }
}
