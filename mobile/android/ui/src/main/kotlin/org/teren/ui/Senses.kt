package org.teren.ui

import androidx.compose.ui.graphics.ImageBitmap
import org.teren.core.Point

/** Finds out where the phone is, after asking whether it may. */
typealias Locate = (found: (Point) -> Unit) -> Unit

/** What recording needs of a phone beside its glass. */
interface Senses {
    /** None where there is nothing to find it out with. */
    val locate: Locate?

    /** Takes one photo and tells it; none where there is no camera. */
    val camera: ((taken: (ByteArray) -> Unit) -> Unit)?

    /** Lets a picture be chosen and tells what is in it. */
    fun pickPicture(found: (ByteArray) -> Unit)

    /** A picture as a screen draws it; none when it cannot be read. */
    fun picture(bytes: ByteArray): ImageBitmap?
}
