package org.teren.model

import kotlinx.coroutines.CoroutineScope
import org.teren.core.Taken
import org.teren.core.Teren

/** Work handed from phone to phone without a network, as a file. */
class TogetherModel(
    private val teren: Teren,
    scope: CoroutineScope,
) : Model<TogetherModel.State>(State(emptyList()), scope) {
    /** What came out of the files that were taken, the last one first. */
    data class State(val taken: List<Taken>)

    /** Makes a file of all that is unsent, for [share] to pass on under a name. */
    fun handOver(share: (name: String, file: ByteArray) -> Unit) = act {
        share(fileName(teren), teren.handOver(emptyList()))
    }

    fun take(file: ByteArray) = act {
        val taken = teren.take(file)
        show { State(taken + it.taken) }
    }

    companion object {
        /** Of whom it is can be read from its name. */
        fun fileName(teren: Teren) = "${teren.label}.teren"
    }
}
