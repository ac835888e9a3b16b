package org.teren.ui.record

import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import org.teren.model.RecordModel
import org.teren.ui.Heading
import org.teren.ui.LocalTexts
import org.teren.ui.word

/** Materials and tallies, counted like people. */
@Composable
internal fun GivenStep(state: RecordModel.State, model: RecordModel) {
    val texts = LocalTexts.current
    val known = state.materials.associate { it.id to it.name }
    val usual = USUAL.associateWith { texts.word("material", it) }.takeIf { known.isEmpty() }
    // What somebody counted here stays to be seen, whatever is handed out today.
    val counted = state.session?.figures.orEmpty().keys
        .filter { it.startsWith("materials.") }.map { it.removePrefix("materials.") }
        .associateWith { texts.word("material", it) }
    for ((id, name) in counted + usual.orEmpty() + known) Thing("materials.$id", name, state, model)
    Heading(texts.text("record_also"))
    for (tally in state.vocabulary.tallies) {
        Thing("tallies.$tally", texts.word("tally", tally), state, model)
    }
}

@Composable
private fun Thing(cell: String, name: String, state: RecordModel.State, model: RecordModel) {
    val texts = LocalTexts.current
    val count = state.count(cell)
    Tile(
        label = name,
        count = count,
        says = texts.text("count_thing", name, count),
        fewer = texts.text("count_fewer", name),
        onTap = { model.tap(cell) },
        onFewer = { model.tap(cell, -1) },
        modifier = Modifier.fillMaxWidth(),
    )
}

/** What is handed out where the organisation has named nothing. */
private val USUAL = listOf("leaflet", "brochure", "poster")
