package org.teren.model

/** The photos of one member's session: where a photo goes that was not attached yet. */
data class Album(val label: String, val session: String)

/** A photo as a camera or a gallery gave it, which the platform keeps until it is done with. */
class Photograph(
    val album: Album,
    /** What is in it; a `Trouble` when it cannot be read. */
    val read: suspend () -> ByteArray,
    /** It is attached, or never can be. */
    val done: () -> Unit = {},
)
