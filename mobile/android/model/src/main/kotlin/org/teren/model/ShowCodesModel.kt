package org.teren.model

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.withContext
import org.teren.core.Phone
import org.teren.core.Teren
import org.teren.core.Trouble

/**
 * Shows work as codes for the camera of another phone. It outlives its screen: whoever comes back
 * goes on with the same codes, since those that are made anew are of another hand-over.
 */
class ShowCodesModel(
    private val teren: Teren,
    private val phone: Phone,
    scope: CoroutineScope,
) : Model<ShowCodesModel.State>(State.of(null), scope) {
    data class State(
        /** The session that is handed over; all that is unsent when none is named. */
        val session: String?,
        /** None until they are made; empty when the work is too much for codes. */
        val codes: List<String>?,
        /** Whether they were shown already, and not to their end. */
        val begun: Boolean,
        /** Whether one of them is on the glass. */
        val showing: Boolean,
        /** Which one, from 0. */
        val at: Int,
        /** Whether they turn by themselves. */
        val turning: Boolean,
    ) {
        val areMany get() = codes.orEmpty().size > MANY

        companion object {
            fun of(session: String?) = State(
                session, codes = null, begun = false, showing = false, at = 0, turning = true,
            )
        }
    }

    private var file: ByteArray? = null

    /** The screen opens for a session, or for all that is unsent. */
    fun open(session: String?) = act {
        val known = state.value
        if (known.session == session && known.codes != null) {
            show { it.copy(showing = false) }
        } else {
            make(session)
        }
    }

    /** Begins anew, with all that was written since. */
    fun renew() = act { make(state.value.session) }

    /** Makes a file of it after all, for [share] to pass on under a name. */
    fun share(share: (name: String, file: ByteArray) -> Unit) = act {
        file?.let { share(TogetherModel.fileName(teren), it) }
    }

    fun begin() = show { it.copy(showing = true, begun = true, turning = true) }

    /** Turns the codes as long as somebody looks. */
    suspend fun turn() = withContext(elsewhere) {
        while (true) {
            delay(TURN_MS)
            if (state.value.turning) next()
        }
    }

    /** Behind the last code comes the first. */
    fun next() = show { it.copy(at = (it.at + 1) % it.codes.orEmpty().size.coerceAtLeast(1)) }

    /** Keeps the one on the glass, or lets them go on. */
    fun hold(still: Boolean) = show { it.copy(turning = !still) }

    /** The other phone has all of them. */
    fun done() {
        file = null
        show { State.of(it.session) }
    }

    private suspend fun make(session: String?) {
        show { State.of(session) }
        val made = teren.handOver(listOfNotNull(session))
        file = made
        val codes = try {
            phone.codesOf(made)
        } catch (tooMuch: Trouble.HandOver) {
            emptyList()
        }
        show { it.copy(codes = codes) }
    }

    companion object {
        /** Enough for an old camera to find its focus; 64 codes, the most there are, take 45 s. */
        const val TURN_MS = 700L

        /** More than this takes 15 s a round, and several rounds: a file is quicker. */
        const val MANY = 20
    }
}
