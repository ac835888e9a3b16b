package org.teren.ui.record

import androidx.compose.foundation.horizontalScroll
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.rememberScrollState
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import org.teren.model.PhotosModel
import org.teren.model.RecordModel
import org.teren.model.Step
import org.teren.ui.Beside
import org.teren.ui.Choice
import org.teren.ui.Doing
import org.teren.ui.LocalTexts
import org.teren.ui.MainButton
import org.teren.ui.Page
import org.teren.ui.Senses
import org.teren.ui.SideButton

/** Recording, a step at a time; every step can be gone to and saves itself. */
@Composable
fun RecordScreen(
    model: RecordModel,
    photos: @Composable (id: String) -> PhotosModel,
    senses: Senses,
    onBack: () -> Unit,
    onEnded: () -> Unit,
) {
    val texts = LocalTexts.current
    val state by model.state.collectAsState()
    val trouble by model.trouble.collectAsState()
    if (state.ended) LaunchedEffect(Unit) { onEnded() }
    val attached = state.session?.let { photos(it.id) }
    val question = when (state.step) {
        Step.WHAT -> "record_what"
        Step.WHERE -> "record_where"
        Step.WHO -> "record_who"
        Step.COUNT -> "record_count"
        Step.GIVEN -> "record_given"
        Step.ASKED -> "record_asked"
        Step.SAID -> "record_said"
        Step.PHOTOS -> "record_photos"
    }
    Page(
        title = texts.text(question),
        onBack = onBack,
        trouble = trouble,
        above = { if (state.session != null) Steps(state.steps, state.step, model::go) },
        below = { if (attached != null) Onward(state, model, attached) },
    ) {
        when (state.step) {
            Step.WHAT -> WhatStep(state, model)
            Step.WHERE -> WhereStep(state, model, senses.locate)
            Step.WHO -> WhoStep(state, model)
            Step.COUNT -> CountStep(state, model)
            Step.GIVEN -> GivenStep(state, model)
            Step.ASKED -> AskedStep(state, model)
            Step.SAID -> SaidStep(state, model)
            Step.PHOTOS -> attached?.let { PhotosStep(it, senses) }
        }
    }
}

@Composable
private fun Steps(steps: List<Step>, open: Step, onGo: (Step) -> Unit) {
    val texts = LocalTexts.current
    val row = rememberScrollState()
    // The step that is open stands on the glass, with those beside it.
    LaunchedEffect(open, row.maxValue) {
        row.animateScrollTo(row.maxValue * steps.indexOf(open) / (steps.size - 1))
    }
    Row(
        Modifier.fillMaxWidth().horizontalScroll(row).padding(horizontal = 16.dp),
        horizontalArrangement = Arrangement.spacedBy(8.dp),
    ) {
        for (step in steps) {
            Choice(texts.text("step_${step.name.lowercase()}"), step == open, { onGo(step) })
        }
    }
}

@Composable
private fun Onward(state: RecordModel.State, model: RecordModel, photos: PhotosModel) {
    val texts = LocalTexts.current
    val wide = Modifier.fillMaxWidth()
    Doing {
        when (state.step) {
            Step.COUNT, Step.GIVEN, Step.ASKED -> Beside(
                {
                    val undo = state.undoable != null
                    SideButton(texts.text("record_undo"), { model.undo() }, it, undo)
                },
                { MainButton(texts.text("next"), { model.next() }, it) },
            )
            Step.SAID -> Beside(
                { SideButton(texts.text("step_photos"), { model.next() }, it) },
                { MainButton(texts.text("record_finish"), { model.finish() }, it) },
            )
            Step.PHOTOS -> {
                val finish: @Composable (Modifier) -> Unit = {
                    MainButton(texts.text("record_finish"), { model.finish() }, it)
                }
                val undo = undoOf(photos)
                if (undo == null) finish(wide) else Beside(undo, finish)
            }
            else -> MainButton(texts.text("next"), { model.next() }, wide)
        }
    }
}
