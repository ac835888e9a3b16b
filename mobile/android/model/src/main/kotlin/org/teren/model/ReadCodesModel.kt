package org.teren.model

import kotlinx.coroutines.CoroutineScope
import org.teren.core.CodesProgress
import org.teren.core.CodesRead
import org.teren.core.Kept
import org.teren.core.Phone
import org.teren.core.Taken
import org.teren.core.Teren

/**
 * Reads another phone's codes and takes in what they carry. What was read is kept, as sealed as it
 * was shown, until all of it is here: also while the screen, the work or the app is closed.
 */
class ReadCodesModel(
    private val teren: Teren,
    private val phone: Phone,
    private val kept: Kept,
    scope: CoroutineScope,
) : Model<ReadCodesModel.State>(State(CodesProgress.NOTHING, null), scope) {
    data class State(
        val progress: CodesProgress,
        /** What came out of it, once all was read. */
        val taken: List<Taken>?,
    ) {
        /** The numbers that are missing, once they are few enough to be waited for. */
        val awaited get() = progress.missing.takeIf { it.size <= NAMED_MAX }.orEmpty()
    }

    private val name = readBy(teren.label)
    private var had = kept[name].orEmpty()
    private var last = ""

    init {
        act { goOn(phone.readCodes(had)) }
    }

    /** The camera read a code. */
    fun seen(code: String) {
        // It sees the same one many times before that turns.
        if (code == last) return
        last = code
        act { if (state.value.taken == null) goOn(phone.readCodes(had, code)) }
    }

    /** Forgets what was read, for another phone's codes. */
    fun renew() = act {
        keep("")
        last = ""
        show { State(CodesProgress.NOTHING, null) }
    }

    private suspend fun goOn(read: CodesRead) {
        keep(read.kept)
        show { it.copy(progress = read.progress) }
        val taken = teren.take(read.file ?: return)
        keep("")
        show { it.copy(taken = taken) }
    }

    private fun keep(words: String) {
        had = words
        // Practice leaves nothing.
        if (!teren.isPractice) kept[name] = words.ifEmpty { null }
    }

    companion object {
        private const val NAMED_MAX = 8

        /** Under which it is kept what a member has read. */
        internal fun readBy(label: String) = "codes $label"
    }
}
