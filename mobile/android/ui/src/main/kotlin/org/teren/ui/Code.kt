package org.teren.ui

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.background
import androidx.compose.foundation.layout.aspectRatio
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.runtime.Composable
import androidx.compose.runtime.remember
import androidx.compose.ui.Modifier
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import com.google.zxing.BarcodeFormat
import com.google.zxing.EncodeHintType
import com.google.zxing.common.BitMatrix
import com.google.zxing.qrcode.QRCodeWriter
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel

/** Words as a QR code: black on white in every theme, for many cameras read nothing else. */
@Composable
fun Code(words: String, name: String, modifier: Modifier = Modifier) {
    val modules = remember(words) { modulesOf(words) }
    val drawn = modifier.fillMaxWidth().aspectRatio(1f).background(Color.White)
    Canvas(drawn.semantics { contentDescription = name }) {
        // Whole pixels: a module that is a hair wider than its neighbour may be read as two.
        val side = (size.width / modules.width).toInt().coerceAtLeast(1).toFloat()
        val edge = ((size.width - side * modules.width) / 2).toInt()
        for (y in 0 until modules.height) {
            for (x in 0 until modules.width) {
                val at = Offset(edge + x * side, edge + y * side)
                if (modules[x, y]) drawRect(Color.Black, at, Size(side, side))
            }
        }
    }
}

/** One point for each module, with the quiet edge that ISO/IEC 18004 asks for. */
private fun modulesOf(words: String): BitMatrix {
    val hints = mapOf(
        EncodeHintType.ERROR_CORRECTION to ErrorCorrectionLevel.M,
        EncodeHintType.MARGIN to QUIET_MODULES,
    )
    return QRCodeWriter().encode(words, BarcodeFormat.QR_CODE, 0, 0, hints)
}

private const val QUIET_MODULES = 4
