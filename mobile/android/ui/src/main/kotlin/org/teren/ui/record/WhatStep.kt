package org.teren.ui.record

import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import org.teren.model.RecordModel
import org.teren.ui.Choice
import org.teren.ui.LocalTexts
import org.teren.ui.MAIN
import org.teren.ui.word

/** The kind of activity. Choosing it begins the session and leads on. */
@Composable
internal fun WhatStep(state: RecordModel.State, model: RecordModel) {
    val texts = LocalTexts.current
    for (kind in state.vocabulary.kinds) {
        val chosen = kind == state.session?.kind
        val place = Modifier.fillMaxWidth().testTag(MAIN)
        Choice(texts.word("kind", kind), chosen, { model.kind(kind) }, place)
    }
}
