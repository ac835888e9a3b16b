package org.teren.ui

import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Typography
import androidx.compose.material3.lightColorScheme
import androidx.compose.runtime.Composable
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.unit.sp

/**
 * Paper, ink and one green. Every pair of a ground and what stands on it keeps a contrast of 7:1,
 * so that it can be read in the sun; a test computes it.
 */
object Palette {
    val paper = Color(0xFFFAF8F3)
    val card = Color(0xFFFFFFFF)
    val ink = Color(0xFF1A1C1A)
    val quiet = Color(0xFF434843)
    val line = Color(0xFFC9CCC4)
    val green = Color(0xFF0B4F47)
    val onGreen = Color(0xFFFFFFFF)
    val mint = Color(0xFFD5EBE4)
    val onMint = Color(0xFF06342F)
    val amber = Color(0xFFFFE7BD)
    val onAmber = Color(0xFF4A2F00)
    val rose = Color(0xFFFFDEDA)
    val onRose = Color(0xFF6B1510)

    /** What stands on what. */
    val pairs = listOf(
        ink to paper, ink to card, quiet to paper, quiet to card, green to paper, green to card,
        onGreen to green, onMint to mint, onAmber to amber, onRose to rose, ink to mint,
    )
}

private val colours = lightColorScheme(
    primary = Palette.green,
    onPrimary = Palette.onGreen,
    primaryContainer = Palette.mint,
    onPrimaryContainer = Palette.onMint,
    secondaryContainer = Palette.mint,
    onSecondaryContainer = Palette.onMint,
    background = Palette.paper,
    onBackground = Palette.ink,
    surface = Palette.paper,
    onSurface = Palette.ink,
    surfaceVariant = Palette.card,
    onSurfaceVariant = Palette.quiet,
    outline = Palette.quiet,
    outlineVariant = Palette.line,
    error = Palette.onRose,
    errorContainer = Palette.rose,
    onErrorContainer = Palette.onRose,
)

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
fun TerenTheme(content: @Composable () -> Unit) {
    MaterialTheme(colorScheme = colours, typography = letters, content = content)
}
