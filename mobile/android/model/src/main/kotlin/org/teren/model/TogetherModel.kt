package org.teren.model

import kotlinx.coroutines.CoroutineScope
import org.teren.core.Taken
import org.teren.core.Teren

/** Work handed from phone to phone without a network, as a file. */
class TogetherModel(
    private val teren: Teren,
    scope: CoroutineScope,
) : Model<TogetherModel.State>(State(emptyList(), false), scope) {
    data class State(
        /** What came out of the files that were taken, the last one first. */
        val taken: List<Taken>,
        /** Whether the last file is larger than any that a phone makes. */
        val isTooLarge: Boolean,
    )

    /** Makes a file of all that is unsent, for [share] to pass on under a name. */
    fun handOver(share: (name: String, file: ByteArray) -> Unit) = act {
        share(fileName(teren), teren.handOver(emptyList()))
    }

    /** Takes in what a file holds, or says why it could not be read. */
    fun take(read: Result<ByteArray>) = act {
        val file = read.getOrThrow()
        show { it.copy(isTooLarge = file.size > FILE_BYTES_MAX) }
        if (file.size > FILE_BYTES_MAX) return@act
        val taken = teren.take(file)
        show { it.copy(taken = taken + it.taken) }
    }

    companion object {
        /** Bytes of the largest file that a phone makes: the library's `HAND_OVER_FILE_BYTES_MAX`. */
        const val FILE_BYTES_MAX = 1024 * 1024 + 64 * 1024

        /** Of whom it is can be read from its name. */
        fun fileName(teren: Teren) = "${teren.label}.teren"
    }
}
