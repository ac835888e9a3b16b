// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenCore
import TerenModel

/// The team, and the campaign it goes out for.
struct WhoStep: View {
    @Environment(Texts.self) private var texts
    let model: RecordModel

    var body: some View {
        let state = model.state
        ForEach(team, id: \.id) { colleague in
            Choice(
                colleague.id == state.me ? texts.say("record-you", colleague.name) : colleague.name,
                chosen: state.session?.team[colleague.id] != nil
            ) { model.member(colleague.id) }
        }
        if !state.campaigns.isEmpty {
            Heading(texts.say("record-campaign"))
            Choice(texts.say("record-no-campaign"), chosen: state.session?.campaign == nil) {
                model.campaign(nil)
            }
            ForEach(state.campaigns, id: \.id) { campaign in
                Choice(campaign.title, chosen: state.session?.campaign == campaign.id) {
                    model.campaign(campaign.id)
                }
            }
        }
    }

    /// I stand first.
    private var team: [Named] {
        let all = model.state.colleagues
        let me = model.state.me
        return all.filter { $0.id == me } + all.filter { $0.id != me }
    }
}
