package org.teren.ui

import androidx.compose.foundation.background
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.ArrowBack
import androidx.compose.material.icons.filled.Call
import androidx.compose.material.icons.filled.List
import androidx.compose.material.icons.filled.Lock
import androidx.compose.material.icons.filled.Menu
import androidx.compose.material.icons.filled.Notifications
import androidx.compose.material.icons.filled.DateRange
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.selected
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import org.teren.core.Problem
import org.teren.core.Standing
import org.teren.core.Trouble
import org.teren.model.Screen
import org.teren.model.TABS

/** A screen: its name above, what can be done below where a thumb reaches, the rest between. */
@Composable
fun Page(
    title: String,
    onBack: (() -> Unit)?,
    trouble: Trouble? = null,
    scrolls: Boolean = true,
    above: @Composable () -> Unit = {},
    below: @Composable () -> Unit = {},
    content: @Composable ColumnScope.() -> Unit,
) {
    val around = LocalAround.current
    Column(Modifier.fillMaxSize().background(Palette.paper)) {
        around?.onEndPractice?.let { PracticeBanner(it) }
        // Between what can be tapped on both sides large letters have no room.
        val isCrowded = lettersAreLarge() && onBack != null && around != null
        TopRow(onBack) { if (isCrowded) Spacer(it) else Title(title, it) }
        if (isCrowded) Title(title, Modifier.fillMaxWidth())
        above()
        val inside = Modifier.weight(1f).fillMaxWidth()
        Column(
            (if (scrolls) inside.verticalScroll(rememberScrollState()) else inside)
                .padding(horizontal = 16.dp, vertical = 8.dp),
            verticalArrangement = Arrangement.spacedBy(10.dp),
        ) {
            if (trouble != null) Notice(trouble.words(), Palette.rose, Palette.onRose)
            content()
        }
        below()
    }
}

@Composable
private fun Title(title: String, modifier: Modifier) {
    Text(
        title,
        style = MaterialTheme.typography.run { if (lettersAreLarge()) labelMedium else titleLarge },
        modifier = modifier.semantics { heading() }.padding(horizontal = 12.dp, vertical = 8.dp),
    )
}

/** What can be tapped on every page, and what stands between. */
@Composable
private fun TopRow(onBack: (() -> Unit)?, between: @Composable (Modifier) -> Unit) {
    val texts = LocalTexts.current
    Row(
        Modifier.fillMaxWidth().heightIn(min = 64.dp).padding(horizontal = 4.dp),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        if (onBack != null) {
            IconButton(onBack, Modifier.size(TARGET)) {
                Icon(Icons.Filled.ArrowBack, texts.text("back"), tint = Palette.ink)
            }
        }
        between(Modifier.weight(1f))
        val around = LocalAround.current ?: return@Row
        around.onHelpline?.let {
            IconButton(it, Modifier.size(TARGET)) {
                Icon(Icons.Filled.Call, texts.text("helpline_title"), tint = Palette.green)
            }
        }
        IconButton(around.onLock, Modifier.size(TARGET)) {
            Icon(Icons.Filled.Lock, texts.text("lock_now"), tint = Palette.green)
        }
    }
}

/** What is unsent: always to be seen, and the way to syncing. */
@Composable
fun StandingLine(standing: Standing?, onSync: () -> Unit) {
    // Of practice nothing is ever sent: the banner says so.
    if (LocalAround.current?.onEndPractice != null) return
    val texts = LocalTexts.current
    val waiting = texts.unsent(standing?.unsent ?: 0, standing?.unsentPhotos ?: 0)
    val words = waiting.ifEmpty { texts.text("everything_sent") }
    val last = standing?.lastSync?.let { texts.text("last_sync", texts.moment(it)) }
        ?: texts.text("last_sync_never")
    Column(
        Modifier.fillMaxWidth()
            .background(if (waiting.isEmpty()) Palette.mint else Palette.amber)
            .clickable(role = Role.Button, onClick = onSync)
            .heightIn(min = TARGET).padding(16.dp, 8.dp),
        verticalArrangement = Arrangement.Center,
    ) {
        val ink = if (waiting.isEmpty()) Palette.onMint else Palette.onAmber
        Text(words, style = MaterialTheme.typography.titleMedium, color = ink)
        Text(last, style = MaterialTheme.typography.bodyMedium, color = ink)
    }
}

/** What waits to be sent, a line for sessions and one for photos; empty when nothing does. */
internal fun Texts.unsent(sessions: Int, photos: Int): String = listOfNotNull(
    count("unsent", sessions).takeIf { sessions > 0 },
    count("unsent_photos", photos).takeIf { photos > 0 },
).joinToString("\n")

/** How many matters wait for the member. */
@Composable
fun waiting(standing: Standing?): Int =
    (standing?.run { attention + returned } ?: 0) + (LocalAround.current?.news ?: 0)

/** The bar below: four places that are always one tap away. */
@Composable
fun Tabs(open: Screen, waiting: Int, onGo: (Screen) -> Unit) {
    val texts = LocalTexts.current
    Row(Modifier.fillMaxWidth().background(Palette.card)) {
        for (tab in TABS) {
            val (icon, name) = when (tab) {
                Screen.Today -> Icons.Filled.DateRange to "nav_today"
                Screen.Sessions -> Icons.Filled.List to "nav_sessions"
                Screen.ForMe -> Icons.Filled.Notifications to "nav_for_me"
                else -> Icons.Filled.Menu to "nav_more"
            }
            val count = if (tab == Screen.ForMe && waiting > 0) " · $waiting" else ""
            Tab(icon, texts.text(name), count, tab == open, Modifier.weight(1f)) { onGo(tab) }
        }
    }
}

@Composable
private fun Tab(
    icon: ImageVector,
    name: String,
    count: String,
    chosen: Boolean,
    modifier: Modifier,
    onClick: () -> Unit,
) {
    val ink = if (chosen) Palette.green else Palette.quiet
    Column(
        modifier.clickable(role = Role.Tab, onClick = onClick)
            .semantics(mergeDescendants = true) {
                selected = chosen
                contentDescription = name + count
            }
            .heightIn(min = 64.dp).padding(vertical = 8.dp),
        horizontalAlignment = Alignment.CenterHorizontally,
        verticalArrangement = Arrangement.Center,
    ) {
        Icon(icon, null, tint = ink)
        // Four words beside each other have no room to double: beyond this the icon and the name
        // that is read aloud say it.
        if (!lettersAreLarge()) {
            Text(
                name + count,
                style = MaterialTheme.typography.labelMedium,
                color = ink,
                textAlign = TextAlign.Center,
            )
        }
    }
}

/** What went wrong, in plain words. */
@Composable
fun Trouble.words(): String {
    val texts = LocalTexts.current
    return when (this) {
        is Trouble.Invalid -> texts.invalid(problems)
        is Trouble.NotFound -> texts.text("trouble_not_found")
        is Trouble.Membership -> texts.text("trouble_membership")
        is Trouble.Offline -> texts.text("trouble_offline")
        is Trouble.NotTrusted -> texts.text("trouble_not_trusted")
        is Trouble.Refused -> texts.text("trouble_refused")
        is Trouble.Full -> texts.text("trouble_full")
        is Trouble.Unreadable -> texts.text("trouble_unreadable")
        is Trouble.Busy -> texts.text("trouble_busy")
        is Trouble.HandOver ->
            texts.text("trouble_hand_over_$code".takeIf(texts::has) ?: "trouble_hand_over")
        is Trouble.SyncFirst -> texts.text("trouble_sync_first")
        is Trouble.Practice -> texts.text("trouble_practice")
        is Trouble.WrongPin -> when (waitSeconds) {
            0L -> texts.text("trouble_wrong_pin")
            else -> texts.text("trouble_pin_wait", minutes(waitSeconds))
        }
        is Trouble.WrongCode -> texts.text("trouble_wrong_code")
        is Trouble.Wiped -> texts.text("trouble_wiped")
        is Trouble.Locked -> texts.text("trouble_locked")
        is Trouble.Internal -> texts.text("trouble_internal")
    }
}

/** Which fields are meant, as far as they have a name in the member's language. */
private fun Texts.invalid(problems: List<Problem>): String {
    val fields = problems.map { it.field.substringBefore('/').replace('.', '_') }.distinct()
    return if (fields.isNotEmpty() && fields.all { has("field_$it") }) {
        text("trouble_invalid", fields.joinToString(", ") { text("field_$it") })
    } else {
        text("trouble_invalid_other")
    }
}

/** Minutes and seconds, e.g. `1:05`. */
internal fun minutes(seconds: Long) = "%d:%02d".format(seconds / 60, seconds % 60)

/** What can be done, above the edge of the screen. */
@Composable
fun Doing(content: @Composable () -> Unit) {
    Column(
        Modifier.fillMaxWidth().background(Palette.card).padding(12.dp),
        verticalArrangement = Arrangement.spacedBy(10.dp),
    ) { content() }
}
