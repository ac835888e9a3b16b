package org.teren.model

import kotlinx.coroutines.CoroutineScope
import org.teren.core.Listed
import org.teren.core.Me
import org.teren.core.Query
import org.teren.core.Standing
import org.teren.core.Teren

/** My planned and open sessions, and how my work stands. */
class TodayModel(
    private val teren: Teren,
    scope: CoroutineScope,
) : Model<TodayModel.State>(State(teren.me, null, emptyList()), scope) {
    data class State(
        val me: Me,
        /** None until it is known. */
        val standing: Standing?,
        /** Those under way first. */
        val open: List<Listed>,
    )

    /** Follows how the work stands, as long as somebody looks. What changes it may change the list. */
    suspend fun watch() = teren.standing.collect { standing ->
        show { it.copy(standing = standing) }
        load().join()
    }

    fun load() = act {
        val open = listOf("running", "planned").flatMap { status ->
            teren.sessions(Query(status = status, heldBy = teren.me.id, limit = OPEN_MAX)).sessions
        }
        show { it.copy(open = open) }
    }

    private companion object {
        /** Of each state; more than a member has in hand on one day. */
        const val OPEN_MAX = 20
    }
}
