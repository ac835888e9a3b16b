package org.teren.ui

import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.material3.ColorScheme
import androidx.compose.material3.LocalContentColor
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Typography
import androidx.compose.material3.darkColorScheme
import androidx.compose.material3.lightColorScheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.Immutable
import androidx.compose.runtime.ReadOnlyComposable
import androidx.compose.runtime.remember
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.unit.sp

/**
 * Paper, ink and one green. Every pair of a ground and what stands on it keeps a contrast of 7:1,
 * so that it can be read in the sun and does not dazzle at night; a test computes it.
 */
@Immutable
class Colours(
    val isDark: Boolean,
    val paper: Color,
    val card: Color,
    val ink: Color,
    val quiet: Color,
    /** Only around things: nothing is written in it. */
    val line: Color,
    val green: Color,
    val onGreen: Color,
    val mint: Color,
    val onMint: Color,
    val amber: Color,
    val onAmber: Color,
    val rose: Color,
    val onRose: Color,
) {
    /** What stands on what. */
    val pairs = listOf(
        ink to paper, ink to card, quiet to paper, quiet to card, green to paper, green to card,
        onGreen to green, onMint to mint, onAmber to amber, onRose to rose, ink to mint,
        ink to amber,
    )
}

val LIGHT = Colours(
    isDark = false,
    paper = Color(0xFFFAF8F3),
    card = Color(0xFFFFFFFF),
    ink = Color(0xFF1A1C1A),
    quiet = Color(0xFF434843),
    line = Color(0xFFC9CCC4),
    green = Color(0xFF0B4F47),
    onGreen = Color(0xFFFFFFFF),
    mint = Color(0xFFD5EBE4),
    onMint = Color(0xFF06342F),
    amber = Color(0xFFFFE7BD),
    onAmber = Color(0xFF4A2F00),
    rose = Color(0xFFFFDEDA),
    onRose = Color(0xFF6B1510),
)

val DARK = Colours(
    isDark = true,
    paper = Color(0xFF121412),
    card = Color(0xFF1D201D),
    ink = Color(0xFFECEFEA),
    quiet = Color(0xFFC3C8C2),
    line = Color(0xFF4A4F4A),
    green = Color(0xFF8FDCCB),
    onGreen = Color(0xFF00201B),
    mint = Color(0xFF123E37),
    onMint = Color(0xFFD5F5EC),
    amber = Color(0xFF473200),
    onAmber = Color(0xFFFFE7BD),
    rose = Color(0xFF58190F),
    onRose = Color(0xFFFFDEDA),
)

private val LocalColours = staticCompositionLocalOf { LIGHT }

/** The colours that are shown now. */
val Palette: Colours
    @Composable @ReadOnlyComposable
    get() = LocalColours.current

private fun schemeOf(colours: Colours): ColorScheme = with(colours) {
    val plain = if (isDark) darkColorScheme() else lightColorScheme()
    plain.copy(
        primary = green,
        onPrimary = onGreen,
        primaryContainer = mint,
        onPrimaryContainer = onMint,
        secondaryContainer = mint,
        onSecondaryContainer = onMint,
        background = paper,
        onBackground = ink,
        surface = paper,
        onSurface = ink,
        surfaceVariant = card,
        onSurfaceVariant = quiet,
        outline = quiet,
        outlineVariant = line,
        error = onRose,
        errorContainer = rose,
        onErrorContainer = onRose,
    )
}

private val letters = Typography(
    headlineSmall = TextStyle(fontSize = 24.sp, lineHeight = 30.sp, fontWeight = FontWeight.SemiBold),
    titleLarge = TextStyle(fontSize = 22.sp, lineHeight = 28.sp, fontWeight = FontWeight.SemiBold),
    titleMedium = TextStyle(fontSize = 17.sp, lineHeight = 23.sp, fontWeight = FontWeight.SemiBold),
    titleSmall = TextStyle(fontSize = 15.sp, lineHeight = 21.sp, fontWeight = FontWeight.SemiBold),
    bodyLarge = TextStyle(fontSize = 17.sp, lineHeight = 24.sp),
    bodyMedium = TextStyle(fontSize = 15.sp, lineHeight = 21.sp),
    labelLarge = TextStyle(fontSize = 17.sp, lineHeight = 22.sp, fontWeight = FontWeight.Medium),
    labelMedium = TextStyle(fontSize = 13.sp, lineHeight = 17.sp, fontWeight = FontWeight.Medium),
)

@Composable
fun TerenTheme(isDark: Boolean = isSystemInDarkTheme(), content: @Composable () -> Unit) {
    val colours = if (isDark) DARK else LIGHT
    MaterialTheme(remember(colours) { schemeOf(colours) }, typography = letters) {
        CompositionLocalProvider(
            LocalColours provides colours,
            // What is written straight on the paper.
            LocalContentColor provides colours.ink,
            content = content,
        )
    }
}
