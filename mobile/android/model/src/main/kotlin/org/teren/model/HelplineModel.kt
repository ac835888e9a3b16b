package org.teren.model

import kotlinx.coroutines.CoroutineScope
import org.teren.core.Query
import org.teren.core.Session
import org.teren.core.Teren

/**
 * The helpline, one tap away. Counts a card or a referral in the session that is being [recorded],
 * else in the one of mine under way.
 */
class HelplineModel(
    private val teren: Teren,
    scope: CoroutineScope,
    private val recorded: String? = null,
) : Model<HelplineModel.State>(State(null), scope) {
    /** The session that is counted in; none when I have none under way. */
    data class State(val session: Session?) {
        val cards get() = session?.figures?.get(CARDS) ?: 0L
        val referrals get() = session?.figures?.get(REFERRALS) ?: 0L
    }

    init {
        act {
            val mine = Query(status = "running", heldBy = teren.me.id, limit = 1)
            val id = recorded ?: teren.sessions(mine).sessions.firstOrNull()?.id
            val session = id?.let { teren.session(it) }
            show { State(session) }
        }
    }

    /** One more, or one less that was counted by mistake. */
    fun card(by: Int = 1) = count(CARDS, by)

    fun referral(by: Int = 1) = count(REFERRALS, by)

    private fun count(cell: String, by: Int) = act {
        val session = state.value.session ?: return@act
        if (by < 0 && (session.figures[cell] ?: 0L) == 0L) return@act
        val counted = teren.count(session.id, cell, by)
        show { State(counted) }
    }

    private companion object {
        const val CARDS = "tallies.helpline_cards"
        const val REFERRALS = "tallies.referrals"
    }
}
