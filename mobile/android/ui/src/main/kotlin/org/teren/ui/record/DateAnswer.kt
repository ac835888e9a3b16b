package org.teren.ui.record

import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.material3.DatePicker
import androidx.compose.material3.DatePickerDialog
import androidx.compose.material3.ExperimentalMaterial3Api
import androidx.compose.material3.rememberDatePickerState
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import java.time.Instant
import java.time.LocalDate
import java.time.ZoneOffset
import org.teren.core.Question
import org.teren.ui.LocalTexts
import org.teren.ui.MainButton
import org.teren.ui.SideButton
import org.teren.ui.day

/** A question for a day, which is chosen and not typed. */
@Composable
internal fun Dated(question: Question, onAnswer: (String) -> Unit) {
    val texts = LocalTexts.current
    var asked by remember { mutableStateOf(false) }
    val wide = Modifier.fillMaxWidth()
    val answer = question.answer
    val words = if (answer.isEmpty()) texts.text("asked_date") else texts.day(answer)
    SideButton(words, { asked = true }, wide)
    if (answer.isNotEmpty()) SideButton(texts.text("asked_date_none"), { onAnswer("") }, wide)
    if (asked) Calendar(dateOf(answer), { asked = false }, onAnswer)
}

@OptIn(ExperimentalMaterial3Api::class)
@Composable
private fun Calendar(chosen: LocalDate?, onClose: () -> Unit, onAnswer: (String) -> Unit) {
    val texts = LocalTexts.current
    // The picker counts in days of UTC, wherever the phone is.
    val state = rememberDatePickerState(
        chosen?.atStartOfDay(ZoneOffset.UTC)?.toInstant()?.toEpochMilli(),
    )
    val day = state.selectedDateMillis?.let { Instant.ofEpochMilli(it).atZone(ZoneOffset.UTC) }
    val onTake = {
        day?.let { onAnswer("${it.toLocalDate()}") }
        onClose()
    }
    DatePickerDialog(
        onDismissRequest = onClose,
        confirmButton = { MainButton(texts.text("asked_date_take"), onTake, enabled = day != null) },
        dismissButton = { SideButton(texts.text("cancel"), onClose) },
    ) { DatePicker(state) }
}

private fun dateOf(answer: String): LocalDate? = runCatching { LocalDate.parse(answer) }.getOrNull()
