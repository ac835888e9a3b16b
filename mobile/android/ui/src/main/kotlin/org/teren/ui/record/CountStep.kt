package org.teren.ui.record

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.ExperimentalFoundationApi
import androidx.compose.foundation.combinedClickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.hapticfeedback.HapticFeedbackType
import androidx.compose.ui.platform.LocalHapticFeedback
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.onClick
import androidx.compose.ui.semantics.onLongClick
import androidx.compose.ui.semantics.role
import androidx.compose.ui.semantics.testTag
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import org.teren.model.RecordModel
import org.teren.ui.Beside
import org.teren.ui.Choice
import org.teren.ui.LocalTexts
import org.teren.ui.MAIN
import org.teren.ui.Palette
import org.teren.ui.TARGET
import org.teren.ui.lettersAreLarge
import org.teren.ui.word

/** The counter: a tile for each sex and age, as wide as a thumb and as near as can be. */
@Composable
internal fun CountStep(state: RecordModel.State, model: RecordModel) {
    val texts = LocalTexts.current
    var rest by remember { mutableStateOf(false) }
    Text(
        texts.count("people", state.session?.people?.toInt() ?: 0),
        style = MaterialTheme.typography.headlineSmall,
        color = Palette.green,
    )
    Beside(
        { Choice(texts.text("record_sex_main"), !rest, { rest = false }, it) },
        { Choice(texts.text("record_sex_rest"), rest, { rest = true }, it) },
    )
    val sexes = state.vocabulary.sexes.let { if (rest) it.drop(2) else it.take(2) }
    // Where tiles stand below each other, each says of whom it is.
    if (!lettersAreLarge()) {
        Beside(
            { Text(texts.word("sex", sexes[0]), it, style = MaterialTheme.typography.labelMedium) },
            { Text(texts.word("sex", sexes[1]), it, style = MaterialTheme.typography.labelMedium) },
        )
    }
    for (age in state.vocabulary.ageBands) {
        Beside(
            { PeopleTile(sexes[0], age, state, model, it) },
            { PeopleTile(sexes[1], age, state, model, it) },
        )
    }
    Beside(
        { Choice(texts.text("record_part"), !state.whole, { model.whole(false) }, it) },
        { Choice(texts.text("record_whole"), state.whole, { model.whole(true) }, it) },
    )
    val counting = state.session?.counting
    Beside(
        { Choice(texts.word("counting", "counted"), counting == "counted", { model.counting("counted") }, it) },
        { Choice(texts.word("counting", "estimated"), counting == "estimated", { model.counting("estimated") }, it) },
    )
}

@Composable
private fun PeopleTile(
    sex: String,
    age: String,
    state: RecordModel.State,
    model: RecordModel,
    modifier: Modifier,
) {
    val texts = LocalTexts.current
    val cell = "reached.$sex.$age"
    val (what, band) = texts.word("sex", sex) to texts.word("age", age)
    val count = state.count(cell)
    Tile(
        label = if (lettersAreLarge()) "$what\n$band" else band,
        count = count,
        says = texts.text("count_cell", what, band, count),
        fewer = texts.text("count_fewer", "$what, $band"),
        onTap = { model.tap(cell) },
        onFewer = { model.tap(cell, -1) },
        modifier = modifier,
    )
}

/** Something that is counted by tapping it; held down, it goes one back. */
@OptIn(ExperimentalFoundationApi::class)
@Composable
internal fun Tile(
    label: String,
    count: Long,
    says: String,
    fewer: String,
    onTap: () -> Unit,
    onFewer: () -> Unit,
    modifier: Modifier = Modifier,
) {
    val haptic = LocalHapticFeedback.current
    val felt = { work: () -> Unit ->
        haptic.performHapticFeedback(HapticFeedbackType.LongPress)
        work()
    }
    val shape = RoundedCornerShape(12.dp)
    Surface(
        shape = shape,
        color = if (count > 0) Palette.mint else Palette.card,
        contentColor = Palette.ink,
        border = BorderStroke(1.dp, if (count > 0) Palette.green else Palette.line),
        modifier = modifier.clip(shape)
            .combinedClickable(onClick = { felt(onTap) }, onLongClick = { felt(onFewer) })
            .clearAndSetSemantics {
                testTag = MAIN
                role = Role.Button
                contentDescription = says
                onClick { onTap(); true }
                onLongClick(fewer) { onFewer(); true }
            },
    ) {
        Row(
            Modifier.heightIn(min = TARGET).padding(horizontal = 14.dp, vertical = 6.dp),
            horizontalArrangement = Arrangement.SpaceBetween,
            verticalAlignment = Alignment.CenterVertically,
        ) {
            Text(label, Modifier.weight(1f), style = MaterialTheme.typography.bodyMedium)
            Text(
                "$count",
                style = MaterialTheme.typography.titleLarge,
                textAlign = TextAlign.End,
                color = if (count > 0) Palette.onMint else Palette.quiet,
            )
        }
    }
}
