package org.teren.ui

import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.luminance

val BLACK = Color.Black
val WHITE = Color.White

/** The contrast of two colours as WCAG 2.1 defines it: 1 to 21. */
fun contrast(one: Color, other: Color): Double {
    val (dark, light) = listOf(one.luminance(), other.luminance()).sorted()
    return (light + 0.05) / (dark + 0.05)
}
