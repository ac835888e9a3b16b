package org.teren.model

import java.time.Instant
import kotlinx.coroutines.CoroutineScope
import org.teren.core.Edit
import org.teren.core.Editor
import org.teren.core.Session
import org.teren.core.Teren

/** One session of my unit: what it says, who wrote it, what is to be settled. */
class SessionModel(
    private val teren: Teren,
    private val id: String,
    scope: CoroutineScope,
    private val now: () -> Instant = Instant::now,
) : Model<SessionModel.State>(State(null, emptyList(), emptyMap(), emptyList(), null), scope) {
    data class State(
        val session: Session?,
        val editors: List<Editor>,
        /** What ids are called: members, campaigns, materials. */
        val names: Map<String, String>,
        /** What looks like the same event. */
        val likeness: List<Session>,
        /** The session that is counted in place of this one. */
        val counted: Session?,
    ) {
        fun name(id: String) = names[id] ?: id
    }

    init {
        load()
    }

    fun load() = act { showSession(teren.session(id)) }

    /** Settles a field by the one of its sayings that is right, counted from 0. */
    fun settle(field: String, saying: Int) = act { showSession(teren.settle(id, field, saying)) }

    /** Hides it, with a reason; it can be shown again. */
    fun withdraw(why: String) = act { showSession(teren.withdraw(id, why.trim())) }

    fun showAgain() = act { showSession(teren.showAgain(id)) }

    /** It is the same event as another session, which is counted. */
    fun sameAs(kept: String) = act { showSession(teren.markDuplicate(id, kept)) }

    /** They are two events after all. */
    fun apart() = act { showSession(teren.unmarkDuplicate(id)) }

    /** Makes a file of this session, for [share] to pass on under a name. */
    fun handOver(share: (name: String, file: ByteArray) -> Unit) = act {
        share(TogetherModel.fileName(teren), teren.handOver(listOf(id)))
    }

    /** Begins a session that is like this one, now; tells its id. */
    fun repeat(begun: (String) -> Unit) = act {
        val like = teren.session(id)
        val edits = listOfNotNull(
            Edit.Status("running"),
            Edit.StartedAt(now()),
            like.kind?.let(Edit::Kind),
            like.title.takeIf(String::isNotBlank)?.let(Edit::Title),
            like.campaign?.let(Edit::Campaign),
            like.place.takeUnless { it.isEmpty }?.let(Edit::Where),
        )
        val team = (like.team + (teren.me.id to "lead")).map { (who, role) -> Edit.Team(who, role) }
        val topics = like.topics.map { Edit.Topic(it, true) }
        begun(teren.begin(edits + team + topics))
    }

    private suspend fun showSession(session: Session) {
        val editors = teren.editors(id)
        val names = teren.colleagues().associate { it.id to it.name } +
            teren.campaigns().associate { it.id to it.title } +
            teren.materials().associate { it.id to it.name }
        val likeness = teren.likeness(id)
        val counted = session.duplicateOf?.let { teren.session(it) }
        show { State(session, editors, names, likeness, counted) }
    }
}
