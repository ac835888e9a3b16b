package org.teren.model

import java.time.Duration
import java.time.Instant
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.flow.combine
import org.teren.core.Listed
import org.teren.core.Query
import org.teren.core.Teren

/** When to remind of a planned session, and when that begins. It names nothing of the session. */
data class Reminder(val session: String, val at: Instant, val begins: Instant)

/** What rings for the app, while it is not running as well. */
fun interface Reminding {
    /** From now on there are these for the member, and none of those there were before. */
    fun remind(label: String, reminders: List<Reminder>)
}

/** Reminders before the sessions that are planned for me, kept as those are. */
class ReminderModel(
    private val teren: Teren,
    private val choices: Choices,
    private val reminding: Reminding,
    scope: CoroutineScope,
    private val now: () -> Instant = Instant::now,
) : Model<List<Reminder>>(emptyList(), scope) {
    /** Whether what the app told when it ran before is replaced. */
    private var told = false

    /** Follows the plans and the choice as long as the work is open; what was told stays told. */
    suspend fun watch() {
        if (teren.isPractice) return
        combine(teren.standing, choices.state) { _, chosen -> chosen.remindBefore }
            .collect { load(it).join() }
    }

    fun load(before: RemindBefore = choices.state.value.remindBefore) = act {
        val due = before.lead?.let { due(it) }.orEmpty()
        if (due == state.value && told) return@act
        told = true
        show { due }
        reminding.remind(teren.label, due)
    }

    /** The nearest: lists begin with what is furthest ahead, so all of them are read. */
    private suspend fun due(lead: Duration): List<Reminder> = planned().mapNotNull { row ->
        val begins = teren.session(row.id).plannedFor ?: return@mapNotNull null
        Reminder(row.id, begins - lead, begins).takeIf { it.at > now() }
    }.sortedBy { it.at }.take(REMINDED_MAX)

    private suspend fun planned(): List<Listed> {
        val rows = mutableListOf<Listed>()
        do {
            val mine = Query(
                status = "planned", heldBy = teren.me.id, offset = rows.size, limit = PAGE,
            )
            val page = teren.sessions(mine)
            rows += page.sessions
        } while (page.more)
        return rows
    }

    private companion object {
        /** More than anybody has planned, and fewer than Android takes alarms of one app. */
        const val REMINDED_MAX = 60

        /** How many are read at once. */
        const val PAGE = 100
    }
}
