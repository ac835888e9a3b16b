package org.teren.app

import android.content.Context
import androidx.work.BackoffPolicy
import androidx.work.Constraints
import androidx.work.CoroutineWorker
import androidx.work.ExistingPeriodicWorkPolicy
import androidx.work.ExistingWorkPolicy
import androidx.work.NetworkType
import androidx.work.OneTimeWorkRequestBuilder
import androidx.work.PeriodicWorkRequestBuilder
import androidx.work.WorkManager
import androidx.work.WorkerParameters
import java.util.concurrent.TimeUnit
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import org.teren.core.Teren
import org.teren.core.Trouble
import org.teren.model.ReminderModel

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
                    open.line.async { open.teren.sync() }.await().photosWaiting
                } else {
                    var waiting = 0L
                    application.phone.behind(member.label) { teren ->
                        waiting = teren.sync().photosWaiting
                        remind(teren)
                    }
                    waiting
                }
            }
        }
        return if (done.all { it }) Result.success() else Result.retry()
    }

    /** Plans that came just now ring, although nobody has opened the app since. */
    private suspend fun remind(teren: Teren) = coroutineScope {
        val model = (applicationContext as TerenApplication).model
        ReminderModel(teren, model.choices, model.reminding, this).load().join()
    }

    /**
     * Whether it need not be tried again: what cannot be mended from here is told in the app. Work
     * behind a PIN syncs while it is open.
     */
    private suspend fun isDone(label: String, sync: suspend () -> Long): Boolean = try {
        sync() == 0L
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
        private const val SOON = "sync-soon"
        private const val EVERY_MINUTES = 30L
        private const val RETRY_MINUTES = 5L

        /** Once, as soon as there is signal. */
        fun soon(context: Context) {
            val withSignal = Constraints.Builder()
                .setRequiredNetworkType(NetworkType.CONNECTED)
                .build()
            val request = OneTimeWorkRequestBuilder<SyncWorker>()
                .setConstraints(withSignal)
                .setBackoffCriteria(BackoffPolicy.EXPONENTIAL, RETRY_MINUTES, TimeUnit.MINUTES)
                .build()
            WorkManager.getInstance(context)
                .enqueueUniqueWork(SOON, ExistingWorkPolicy.REPLACE, request)
        }

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
