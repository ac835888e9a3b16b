package org.teren.core

/** A photo of a session: of a place or of material, never of people. */
data class Photo(
    /** By which it is known. */
    val hash: String,
    val bytes: Long,
    val state: PhotoState,
    /** How much of it the server has, of 100. */
    val percent: Int,
)

/** Where a photo is. */
enum class PhotoState {
    /** Here, to be sent: it goes out after the figures. */
    WAITING,

    /** Here and at the server. */
    SENT,

    /** Here alone: the server would not have it, and why is among the matters. */
    REFUSED,

    /** A colleague attached it: it comes when somebody wants to see it. */
    ELSEWHERE,
}
