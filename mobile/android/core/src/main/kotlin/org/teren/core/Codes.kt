package org.teren.core

/** How many codes of a hand-over were read, of how many, and the numbers of the others, from 1. */
data class CodesProgress(val have: Int, val of: Int, val missing: List<Int>) {
    companion object {
        val NOTHING = CodesProgress(0, 0, emptyList())
    }
}

/** What was read of a hand-over that another phone shows as codes. */
class CodesRead(
    /** All of it in words, to go on with another day. As sealed as the hand-over itself. */
    val kept: String,
    val progress: CodesProgress,
    /** The hand-over, once all of it is here. */
    val file: ByteArray?,
)
