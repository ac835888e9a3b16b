package org.teren.model

import kotlinx.coroutines.CoroutineScope
import org.teren.core.Query
import org.teren.core.Session
import org.teren.core.Teren

/** The helpline, one tap away. Counts a card or a referral in the session under way. */
class HelplineModel(
    private val teren: Teren,
    scope: CoroutineScope,
) : Model<HelplineModel.State>(State(null), scope) {
    /** The session that is counted in; none when I have none under way. */
    data class State(val session: Session?) {
        val cards get() = session?.figures?.get(CARDS) ?: 0L
        val referrals get() = session?.figures?.get(REFERRALS) ?: 0L
    }

    init {
        act {
            val mine = Query(status = "running", heldBy = teren.me.id, limit = 1)
            val found = teren.sessions(mine).sessions.firstOrNull()
            val session = found?.let { teren.session(it.id) }
            show { State(session) }
        }
    }

    fun card() = count(CARDS)

    fun referral() = count(REFERRALS)

    private fun count(cell: String) = act {
        val session = state.value.session ?: return@act
        val counted = teren.count(session.id, cell, 1)
        show { State(counted) }
    }

    private companion object {
        const val CARDS = "tallies.helpline_cards"
        const val REFERRALS = "tallies.referrals"
    }
}
