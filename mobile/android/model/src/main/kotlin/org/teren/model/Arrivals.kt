package org.teren.model

import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.filter
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.update

/**
 * What came from outside the screens, until one of them takes it: the system may make the window or
 * the app anew while somebody is at the camera, or the work is locked meanwhile.
 */
class Arrivals<T : Any> {
    private val waiting = MutableStateFlow<List<T>>(emptyList())

    /** Emits whenever there begins to be something. */
    val come: Flow<Unit> =
        waiting.map { it.isNotEmpty() }.distinctUntilChanged().filter { it }.map {}

    fun put(what: T) = waiting.update { it + what }

    /** Takes one after another, those that wait and those that come, as long as somebody looks. */
    suspend fun each(which: (T) -> Boolean = { true }, take: suspend (T) -> Unit) {
        waiting.collect { all ->
            val next = all.firstOrNull(which) ?: return@collect
            waiting.update { it - next }
            take(next)
        }
    }
}
