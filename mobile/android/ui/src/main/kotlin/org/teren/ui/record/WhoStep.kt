package org.teren.ui.record

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.runtime.Composable
import androidx.compose.ui.unit.dp
import org.teren.model.RecordModel
import org.teren.ui.Choice
import org.teren.ui.Heading
import org.teren.ui.LocalTexts

/** The team, and the campaign it goes out for. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
internal fun WhoStep(state: RecordModel.State, model: RecordModel) {
    val texts = LocalTexts.current
    val session = state.session ?: return
    val between = Arrangement.spacedBy(8.dp)
    FlowRow(horizontalArrangement = between, verticalArrangement = between) {
        for (colleague in state.colleagues.sortedByDescending { it.id == state.me }) {
            val isMe = colleague.id == state.me
            val name = if (isMe) texts.text("record_you", colleague.name) else colleague.name
            Choice(name, colleague.id in session.team, { model.member(colleague.id) })
        }
    }
    if (state.campaigns.isEmpty()) return
    Heading(texts.text("record_campaign"))
    FlowRow(horizontalArrangement = between, verticalArrangement = between) {
        val none = texts.text("record_no_campaign")
        Choice(none, session.campaign == null, { model.campaign(null) })
        for (campaign in state.campaigns) {
            val chosen = campaign.id == session.campaign
            Choice(campaign.title, chosen, { model.campaign(campaign.id) })
        }
    }
}
