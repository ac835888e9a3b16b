package org.teren.model

import kotlinx.coroutines.CoroutineScope
import org.teren.core.Kept
import org.teren.core.Query
import org.teren.core.Teren

/** How many sessions are planned for me that I have not seen among what is for me. */
class NewsModel(
    private val teren: Teren,
    private val kept: Kept,
    scope: CoroutineScope,
) : Model<Int>(0, scope) {
    /** Follows what comes in, as long as somebody looks. */
    suspend fun watch() = teren.standing.collect { load().join() }

    fun load() = act {
        val mine = Query(status = "planned", heldBy = teren.me.id, limit = ForMeModel.SHOWN_MAX)
        val seen = ForMeModel.seen(kept, teren.label)
        val fresh = teren.sessions(mine).sessions.count { it.id !in seen }
        // Nobody but the member plans anything in practice.
        show { if (teren.isPractice) 0 else fresh }
    }
}
