package org.teren.app

import android.content.Context
import androidx.work.BackoffPolicy
import androidx.work.Constraints
import androidx.work.CoroutineWorker
import androidx.work.ExistingPeriodicWorkPolicy
import androidx.work.NetworkType
import androidx.work.PeriodicWorkRequestBuilder
import androidx.work.WorkManager
import androidx.work.WorkerParameters
import java.util.concurrent.TimeUnit
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.async
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import org.teren.core.Trouble

/** Syncs whoever has joined here once there is signal. Written, but never built here. */
class SyncWorker(context: Context, parameters: WorkerParameters) :
    CoroutineWorker(context, parameters) {
    override suspend fun doWork(): Result {
        val application = applicationContext as TerenApplication
        val open = application.model.state.value.real
        val done = application.phone.members().map { member ->
            isDone(member.label) {
                // A store is open once: whoever uses the phone now has it.
                if (open?.teren?.label == member.label) {
                    open.line.async { open.teren.sync() }.await()
                } else {
                    application.phone.open(member.label).use { it.sync() }
                }
            }
        }
        return if (done.all { it }) Result.success() else Result.retry()
    }

    /**
     * Whether it need not be tried again: what cannot be mended from here is told in the app. Work
     * behind a PIN syncs while it is open.
     */
    private suspend fun isDone(label: String, sync: suspend () -> Unit): Boolean = try {
        sync()
        true
    } catch (_: Trouble.Offline) {
        false
    } catch (_: Trouble.Busy) {
        false
    } catch (closed: CancellationException) {
        // The work was closed, and not this worker.
        currentCoroutineContext().ensureActive()
        false
    } catch (_: Trouble.Wiped) {
        (applicationContext as TerenApplication).model.wiped(label)
        true
    } catch (_: Trouble) {
        true
    }

    companion object {
        private const val NAME = "sync"
        private const val EVERY_MINUTES = 30L
        private const val RETRY_MINUTES = 5L

        fun schedule(context: Context) {
            val withSignal = Constraints.Builder()
                .setRequiredNetworkType(NetworkType.CONNECTED)
                .setRequiresBatteryNotLow(true)
                .build()
            val request = PeriodicWorkRequestBuilder<SyncWorker>(EVERY_MINUTES, TimeUnit.MINUTES)
                .setConstraints(withSignal)
                .setBackoffCriteria(BackoffPolicy.EXPONENTIAL, RETRY_MINUTES, TimeUnit.MINUTES)
                .build()
            WorkManager.getInstance(context)
                .enqueueUniquePeriodicWork(NAME, ExistingPeriodicWorkPolicy.KEEP, request)
        }
    }
}
