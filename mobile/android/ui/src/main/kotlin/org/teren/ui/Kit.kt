package org.teren.ui

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.background
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.foundation.text.KeyboardActions
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material3.Button
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.text.input.PasswordVisualTransformation
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp

/** The smallest target for a thumb, in gloves and in the rain. */
val TARGET = 56.dp
private val shape = RoundedCornerShape(14.dp)

/** By which tests find what a screen is for. */
const val MAIN = "main"

/** What the screen is for. */
@Composable
fun MainButton(text: String, onClick: () -> Unit, modifier: Modifier = Modifier, enabled: Boolean = true) {
    Button(
        onClick = onClick,
        enabled = enabled,
        shape = shape,
        contentPadding = PaddingValues(16.dp, 12.dp),
        modifier = modifier.heightIn(min = 64.dp).testTag(MAIN),
    ) { Text(text, style = MaterialTheme.typography.labelLarge, textAlign = TextAlign.Center) }
}

/** What else can be done. */
@Composable
fun SideButton(text: String, onClick: () -> Unit, modifier: Modifier = Modifier, enabled: Boolean = true) {
    OutlinedButton(
        onClick = onClick,
        enabled = enabled,
        shape = shape,
        border = BorderStroke(1.dp, Palette.green),
        contentPadding = PaddingValues(14.dp, 12.dp),
        modifier = modifier.heightIn(min = 64.dp),
    ) { Text(text, style = MaterialTheme.typography.labelLarge, textAlign = TextAlign.Center) }
}

/** One of several that can be chosen. */
@Composable
fun Choice(text: String, chosen: Boolean, onClick: () -> Unit, modifier: Modifier = Modifier) {
    Surface(
        shape = shape,
        color = if (chosen) Palette.green else Palette.card,
        contentColor = if (chosen) Palette.onGreen else Palette.ink,
        border = BorderStroke(1.dp, if (chosen) Palette.green else Palette.line),
        modifier = modifier.clip(shape)
            .selectable(selected = chosen, role = Role.RadioButton, onClick = onClick),
    ) {
        Row(
            Modifier.heightIn(min = TARGET).widthIn(min = TARGET).padding(14.dp, 8.dp),
            verticalAlignment = Alignment.CenterVertically,
        ) {
            val letters = MaterialTheme.typography
            Text(text, style = if (lettersAreLarge()) letters.bodyMedium else letters.bodyLarge)
        }
    }
}

/** A card that opens something. */
@Composable
fun Card(onClick: () -> Unit, modifier: Modifier = Modifier, content: @Composable () -> Unit) {
    Surface(
        shape = shape,
        color = Palette.card,
        contentColor = Palette.ink,
        border = BorderStroke(1.dp, Palette.line),
        modifier = modifier.fillMaxWidth().clip(shape).clickable(onClick = onClick),
    ) {
        Column(
            Modifier.heightIn(min = 64.dp).padding(16.dp, 12.dp),
            verticalArrangement = Arrangement.spacedBy(2.dp, Alignment.CenterVertically),
        ) { content() }
    }
}

/** Something to know: amber for what is to be decided, rose for what went wrong. */
@Composable
fun Notice(text: String, ground: Color = Palette.mint, ink: Color = Palette.onMint) {
    Text(
        text,
        style = MaterialTheme.typography.bodyMedium,
        color = ink,
        modifier = Modifier.fillMaxWidth().background(ground, shape).padding(16.dp, 12.dp),
    )
}

@Composable
fun Heading(text: String, modifier: Modifier = Modifier) {
    Text(
        text,
        style = MaterialTheme.typography.titleMedium,
        color = Palette.ink,
        modifier = modifier.padding(top = 8.dp).semantics { heading() },
    )
}

@Composable
fun Quiet(text: String, modifier: Modifier = Modifier) {
    Text(
        text,
        style = MaterialTheme.typography.bodyMedium,
        color = Palette.quiet,
        modifier = modifier,
    )
}

@Composable
fun Plain(text: String, modifier: Modifier = Modifier) {
    Text(text, style = MaterialTheme.typography.bodyLarge, modifier = modifier)
}

@Composable
fun Field(
    label: String,
    value: String,
    onChange: (String) -> Unit,
    modifier: Modifier = Modifier,
    lines: Int = 1,
    keyboard: KeyboardType = KeyboardType.Text,
) {
    OutlinedTextField(
        value = value,
        onValueChange = onChange,
        label = { Text(label) },
        textStyle = MaterialTheme.typography.bodyLarge,
        singleLine = lines == 1,
        minLines = lines,
        keyboardOptions = KeyboardOptions(keyboardType = keyboard),
        shape = shape,
        modifier = modifier.fillMaxWidth().heightIn(min = TARGET),
    )
}

/** A PIN: digits that nobody sees. */
@Composable
fun SecretField(
    label: String,
    value: String,
    onChange: (String) -> Unit,
    onDone: (() -> Unit)? = null,
) {
    OutlinedTextField(
        value = value,
        onValueChange = onChange,
        label = { Text(label) },
        textStyle = MaterialTheme.typography.bodyLarge,
        singleLine = true,
        visualTransformation = PasswordVisualTransformation(),
        keyboardOptions = KeyboardOptions(keyboardType = KeyboardType.NumberPassword),
        keyboardActions = KeyboardActions(onDone = onDone?.let { done -> { done() } }),
        shape = shape,
        modifier = Modifier.fillMaxWidth().heightIn(min = TARGET),
    )
}

/** Those of which one is chosen, in as many lines as they need. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
fun Choices(content: @Composable () -> Unit) {
    FlowRow(
        horizontalArrangement = Arrangement.spacedBy(8.dp),
        verticalArrangement = Arrangement.spacedBy(8.dp),
    ) { content() }
}

/** Two side by side; below each other where letters are so large that two have no room. */
@Composable
fun Beside(
    left: @Composable (Modifier) -> Unit,
    right: @Composable (Modifier) -> Unit,
) {
    if (lettersAreLarge()) {
        Column(verticalArrangement = Arrangement.spacedBy(8.dp)) {
            left(Modifier.fillMaxWidth())
            right(Modifier.fillMaxWidth())
        }
    } else {
        Row(Modifier.fillMaxWidth(), horizontalArrangement = Arrangement.spacedBy(8.dp)) {
            left(Modifier.weight(1f))
            right(Modifier.weight(1f))
        }
    }
}

/** Whether the member has made letters so large that words side by side have no room. */
@Composable
fun lettersAreLarge(): Boolean = LocalDensity.current.fontScale > 1.3f
