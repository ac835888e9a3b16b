package org.teren.ui

import androidx.compose.runtime.Composable
import androidx.compose.runtime.DisposableEffect
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.ImageBitmap
import org.teren.core.Point
import org.teren.model.Album
import org.teren.model.Arrivals
import org.teren.model.Photograph

/** Finds out where the phone is, after asking whether it may. */
typealias Locate = (found: (Point) -> Unit) -> Unit

/** What a camera sees, and what it reads of it: the words of codes, each of them many times. */
typealias Reader = @Composable (modifier: Modifier, seen: (String) -> Unit) -> Unit

/** What screens need of a phone beside its glass. */
interface Senses {
    /** None where there is nothing to find it out with. */
    val locate: Locate?

    /** Takes one photo for an album; none where there is no camera. */
    val camera: ((album: Album) -> Unit)?

    /** Reads codes for as long as it is on the glass; none where there is no camera. */
    val reader: Reader?

    /** Keeps the glass from going dark by itself, or not any more. */
    fun stayAwake(stay: Boolean)

    /** Lets a picture be chosen for an album. */
    fun pickPicture(album: Album)

    /** What came of the camera and of choosing. */
    val photographs: Arrivals<Photograph>

    /** A picture as a screen draws it; none when it cannot be read. */
    fun picture(bytes: ByteArray): ImageBitmap?
}

/** The glass stays bright for as long as this is shown: nobody touches it while it is read. */
@Composable
internal fun Awake(senses: Senses) {
    DisposableEffect(senses) {
        senses.stayAwake(true)
        onDispose { senses.stayAwake(false) }
    }
}
