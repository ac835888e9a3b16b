package org.teren.ui.record

import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import org.teren.core.Place
import org.teren.core.Point
import org.teren.model.RecordModel
import org.teren.ui.Card
import org.teren.ui.Field
import org.teren.ui.Guarded
import org.teren.ui.Heading
import org.teren.ui.LocalTexts
import org.teren.ui.Locate
import org.teren.ui.Plain
import org.teren.ui.Quiet
import org.teren.ui.SideButton

/** The place: recent ones first, then the register, then a new one. */
@Composable
internal fun WhereStep(state: RecordModel.State, model: RecordModel, locate: Locate?) {
    val texts = LocalTexts.current
    var town by remember { mutableStateOf("") }
    state.session?.place?.takeUnless { it.isEmpty }?.let { Plain(it.words) }
    Field(texts.text("record_search"), state.search, { model.search(it) })
    for (venue in state.found) PlaceCard(venue.place) { model.place(venue.place) }
    if (state.search.isBlank() && state.recent.isNotEmpty()) {
        Heading(texts.text("record_recent"))
        for (place in state.recent) PlaceCard(place) { model.place(place) }
    }
    if (state.search.isNotBlank() && state.found.isEmpty()) {
        Guarded(state.search)
        Field(texts.text("record_town"), town, { town = it })
        Guarded(town)
        SideButton(
            texts.text("record_new_place", state.search),
            { model.newPlace(town) },
            Modifier.fillMaxWidth(),
        )
    }
    Position(state.session?.at, model, locate)
}

/** Where on the globe: only when it is asked for, and never finer than it says. */
@Composable
private fun Position(at: Point?, model: RecordModel, locate: Locate?) {
    val texts = LocalTexts.current
    val wide = Modifier.fillMaxWidth()
    if (at != null) {
        Quiet(texts.text("record_at", at.latitude, at.longitude))
        SideButton(texts.text("record_at_remove"), { model.at(null) }, wide)
    } else if (locate != null) {
        SideButton(texts.text("record_locate"), { locate { model.at(it) } }, wide)
    }
}

@Composable
private fun PlaceCard(place: Place, onClick: () -> Unit) {
    Card(onClick) {
        Plain(place.venue.ifBlank { place.locality })
        Quiet(listOf(place.locality, place.adm1).filter(String::isNotBlank).joinToString(" · "))
    }
}
