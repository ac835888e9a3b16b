package org.teren.model

import kotlinx.coroutines.CoroutineScope
import org.teren.core.Teren

/** What members are called whom lists know by their ids. */
class NamesModel(
    private val teren: Teren,
    scope: CoroutineScope,
) : Model<NamesModel.State>(State(emptyMap()), scope) {
    data class State(private val names: Map<String, String>) {
        /** None for somebody whom this phone has not been told of. */
        fun name(id: String) = names[id]
    }

    /** Names come with a sync. */
    fun load() = act {
        val names = teren.colleagues().associate { it.id to it.name }
        show { State(names) }
    }
}
