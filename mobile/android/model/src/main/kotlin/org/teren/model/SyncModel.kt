package org.teren.model

import java.time.Duration
import java.time.Instant
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.conflate
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.dropWhile
import kotlinx.coroutines.flow.emptyFlow
import kotlinx.coroutines.flow.filter
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.merge
import kotlinx.coroutines.flow.transformLatest
import kotlinx.coroutines.launch
import org.teren.core.Progress
import org.teren.core.Report
import org.teren.core.Standing
import org.teren.core.Teren

/**
 * Syncing, by hand and by itself: to be seen, never waited for. By itself it goes when the work is
 * opened, a moment after something was recorded, when the line is back, and when the library says
 * that it is time to try again.
 */
class SyncModel(
    private val teren: Teren,
    scope: CoroutineScope,
    /** Whether the phone has a line, and each change, as far as its system knows. */
    private val online: Flow<Boolean> = emptyFlow(),
    private val now: () -> Instant = Instant::now,
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

    /** How much the last sync left though it sent nothing: that alone asks for no other. */
    private var left = 0

    /** Follows how the work stands and sends it by itself, as long as somebody looks. */
    suspend fun watch() = coroutineScope {
        launch { teren.standing.collect { standing -> show { it.copy(standing = standing) } } }
        // Nothing of practice leaves the phone.
        if (teren.isPractice) return@coroutineScope
        occasions().conflate().collect {
            // What came up while one was going on may have come too late for it.
            going?.join()
            start()
            going?.join()
        }
    }

    fun start() {
        if (going?.isActive == true) return
        going = act {
            show { State(it.standing, true, null, null, false, true) }
            var sent = 0L
            try {
                val report = teren.sync { progress -> show { it.copy(progress = progress) } }
                sent = report.sent + report.photosSent
                show { it.copy(report = report) }
            } catch (stopped: CancellationException) {
                show { it.copy(stopped = true) }
                throw stopped
            } finally {
                left = if (sent == 0L) state.value.standing?.toSend ?: 0 else 0
                show { it.copy(running = false) }
            }
        }
    }

    fun stop() {
        going?.cancel()
    }

    private fun occasions(): Flow<Unit> =
        merge(flowOf(Unit), lineIsBack(), wasRecorded(), timeToRetry()).flowOn(elsewhere)

    private fun lineIsBack() = online.distinctUntilChanged().dropWhile { it }.filter { it }.map {}

    @OptIn(ExperimentalCoroutinesApi::class)
    private fun wasRecorded() = teren.standing.transformLatest { standing ->
        if (standing.toSend == 0 || standing.toSend == left) return@transformLatest
        delay(AFTER_RECORDING.toMillis())
        if (standing.toSend != left) emit(Unit)
    }

    @OptIn(ExperimentalCoroutinesApi::class)
    private fun timeToRetry() = teren.standing.map { it.nextRetry }.distinctUntilChanged()
        .transformLatest { at ->
            if (at == null) return@transformLatest
            delay(Duration.between(now(), at).toMillis())
            emit(Unit)
        }

    private companion object {
        /** Long enough for a row of taps to go out together, short enough to go before one leaves. */
        val AFTER_RECORDING: Duration = Duration.ofSeconds(20)
    }
}
