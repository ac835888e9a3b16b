package org.teren.model

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import org.teren.core.Progress
import org.teren.core.Report
import org.teren.core.Standing
import org.teren.core.Teren

/** Syncing by hand: to be seen, never waited for. */
class SyncModel(
    private val teren: Teren,
    scope: CoroutineScope,
) : Model<SyncModel.State>(State(null, false, null, null, false, false), scope) {
    data class State(
        val standing: Standing?,
        val running: Boolean,
        val progress: Progress?,
        /** What the last one came to. */
        val report: Report?,
        /** Whether the member stopped it. */
        val stopped: Boolean,
        /** Whether one was begun since the app was opened. */
        val begun: Boolean,
    )

    private var going: Job? = null

    /** Follows how the work stands, as long as somebody looks. */
    suspend fun watch() = teren.standing.collect { standing ->
        show { it.copy(standing = standing) }
        // Colleagues, campaigns and venues come with the first sync.
        val isFirst = standing.lastSync == null && !state.value.begun
        if (isFirst && !teren.isPractice) start()
    }

    fun start() {
        if (going?.isActive == true) return
        going = act {
            show { State(it.standing, true, null, null, false, true) }
            try {
                val report = teren.sync { progress -> show { it.copy(progress = progress) } }
                show { it.copy(report = report) }
            } catch (stopped: CancellationException) {
                show { it.copy(stopped = true) }
                throw stopped
            } finally {
                show { it.copy(running = false) }
            }
        }
    }

    fun stop() {
        going?.cancel()
    }
}
