package org.teren.model

import kotlinx.coroutines.CoroutineScope
import org.teren.core.Me
import org.teren.core.Stored
import org.teren.core.Teren

/** Which app this is, whose, and what it keeps on the phone. */
class AboutModel(
    teren: Teren,
    version: String,
    scope: CoroutineScope,
) : Model<AboutModel.State>(State(teren.me, version, null), scope) {
    data class State(val me: Me, val version: String, val stored: Stored?)

    init {
        act {
            val stored = teren.stored()
            show { it.copy(stored = stored) }
        }
    }
}
