package org.teren.model

import kotlinx.coroutines.CoroutineScope
import org.teren.core.Listed
import org.teren.core.Matter
import org.teren.core.Query
import org.teren.core.Teren

/** What waits for me: planned for me, returned to me, not taken by the server. */
class ForMeModel(
    private val teren: Teren,
    scope: CoroutineScope,
) : Model<ForMeModel.State>(State(emptyList(), emptyList(), emptyList()), scope) {
    data class State(
        val assigned: List<Listed>,
        val returned: List<Listed>,
        val refused: List<Matter>,
    ) {
        val isEmpty get() = assigned.isEmpty() && returned.isEmpty() && refused.isEmpty()
    }

    /** Follows what comes in, as long as somebody looks. */
    suspend fun watch() = teren.standing.collect { load().join() }

    fun load() = act {
        val mine = Query(heldBy = teren.me.id, limit = SHOWN_MAX)
        val assigned = teren.sessions(mine.copy(status = "planned")).sessions
        val returned = teren.sessions(Query(onlyReturned = true, limit = SHOWN_MAX)).sessions
        val refused = teren.matters()
        show { State(assigned, returned, refused) }
    }

    /** I have seen it. */
    fun dismiss(number: Long) = act { teren.dismiss(number) }

    private companion object {
        const val SHOWN_MAX = 30
    }
}
