package org.teren.model

import kotlinx.coroutines.CoroutineScope
import org.teren.core.Listed
import org.teren.core.Query
import org.teren.core.Teren

/** Which sessions a list shows. */
enum class Filter { ALL, MINE, PLANNED, UNSENT, CONFLICTS }

/** The sessions on this phone, searched and filtered, a page at a time. */
class SessionsModel(
    private val teren: Teren,
    scope: CoroutineScope,
) : Model<SessionsModel.State>(State("", Filter.ALL, emptyList(), false), scope) {
    data class State(
        val search: String,
        val filter: Filter,
        val rows: List<Listed>,
        val more: Boolean,
    )

    init {
        load()
    }

    fun search(text: String) {
        show { it.copy(search = text, rows = it.rows.take(PAGE)) }
        load()
    }

    fun filter(filter: Filter) {
        show { it.copy(filter = filter, rows = it.rows.take(PAGE)) }
        load()
    }

    /** Follows what changes the list, as long as somebody looks. */
    suspend fun watch() = teren.standing.collect { load().join() }

    /** Reads anew as much as was shown. */
    fun load() = act {
        val asked = state.value
        val query = query(asked, 0)
        val page = teren.sessions(query.copy(limit = maxOf(PAGE, asked.rows.size)))
        // Whoever typed on is not shown what was asked before.
        if (state.value.isLike(asked)) show { it.copy(rows = page.sessions, more = page.more) }
    }

    fun more() = act {
        val asked = state.value
        val page = teren.sessions(query(asked, asked.rows.size))
        if (state.value == asked) {
            show { it.copy(rows = asked.rows + page.sessions, more = page.more) }
        }
    }

    private fun State.isLike(other: State) = search == other.search && filter == other.filter

    private fun query(state: State, offset: Int) = Query(
        search = state.search,
        status = "planned".takeIf { state.filter == Filter.PLANNED },
        heldBy = teren.me.id.takeIf { state.filter == Filter.MINE },
        onlyUnsent = state.filter == Filter.UNSENT,
        onlyConflicts = state.filter == Filter.CONFLICTS,
        offset = offset,
        limit = PAGE,
    )

    private companion object {
        const val PAGE = 30
    }
}
