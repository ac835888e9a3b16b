package org.teren.model

import kotlinx.coroutines.CoroutineScope
import org.teren.core.Kept
import org.teren.core.Listed
import org.teren.core.Matter
import org.teren.core.Query
import org.teren.core.Session
import org.teren.core.Teren
import org.teren.core.Trouble

/** What waits for me: planned for me, returned to me, not taken by the server. */
class ForMeModel(
    private val teren: Teren,
    private val kept: Kept,
    scope: CoroutineScope,
) : Model<ForMeModel.State>(State(emptyList(), emptyList(), emptyList(), emptySet()), scope) {
    data class State(
        val assigned: List<Listed>,
        val returned: List<Listed>,
        val refused: List<Refused>,
        /** Ids of the sessions whose assignment or return was not seen before. */
        val fresh: Set<String>,
    ) {
        val isEmpty get() = assigned.isEmpty() && returned.isEmpty() && refused.isEmpty()
    }

    /** What the server would not take, and the session that it is about while that is here. */
    data class Refused(val matter: Matter, val session: Session?)

    private val name = seenBy(teren.label)

    /** Marks that were seen before this screen was opened, and is not forgotten while it is. */
    private val seen = seen(kept, teren.label)

    /** Follows what comes in, as long as somebody looks. */
    suspend fun watch() = teren.standing.collect { load().join() }

    fun load() = act {
        val mine = Query(heldBy = teren.me.id, limit = SHOWN_MAX)
        val assigned = teren.sessions(mine.copy(status = "planned")).sessions
        val returned = teren.sessions(Query(onlyReturned = true, limit = SHOWN_MAX)).sessions
        val refused = teren.matters().map { Refused(it, sessionOf(it)) }
        val marks = (assigned + returned).associateBy(::markOf)
        val fresh = marks.filterKeys { it !in seen }.values.map { it.id }.toSet()
        show { State(assigned, returned, refused, fresh) }
        // Practice leaves nothing. What is gone from the screen need not be remembered.
        if (!teren.isPractice) kept[name] = marks.keys.joinToString(" ")
    }

    /** I have seen it. */
    fun dismiss(number: Long) = act { teren.dismiss(number) }

    private suspend fun sessionOf(matter: Matter): Session? = try {
        teren.session(matter.session)
    } catch (gone: Trouble.NotFound) {
        null
    }

    /** A session that is returned once more, with other words, is news again. */
    private fun markOf(session: Listed): String {
        val words = session.returned ?: return session.id
        return "${session.id}:${Integer.toHexString(words.hashCode())}"
    }

    companion object {
        internal const val SHOWN_MAX = 30

        /** Under which it is remembered what a member has seen. */
        internal fun seenBy(label: String) = "seen $label"

        /** Marks of what was seen. One of a planned session is its id. */
        internal fun seen(kept: Kept, label: String): Set<String> =
            kept[seenBy(label)].orEmpty().split(' ').toSet()
    }
}
