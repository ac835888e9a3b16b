/* Stands in for androidx.work 2.9. */
@file:Suppress("UNUSED_PARAMETER", "unused")

package androidx.work

import android.content.Context
import java.util.concurrent.TimeUnit

enum class NetworkType { CONNECTED }

enum class BackoffPolicy { EXPONENTIAL, LINEAR }

enum class ExistingPeriodicWorkPolicy { KEEP, UPDATE }

enum class ExistingWorkPolicy { REPLACE, KEEP, APPEND, APPEND_OR_REPLACE }

class WorkerParameters private constructor()

abstract class ListenableWorker(appContext: Context, workerParams: WorkerParameters) {
    val applicationContext: Context get() = TODO()

    abstract class Result {
        companion object {
            @JvmStatic
            fun success(): Result = TODO()

            @JvmStatic
            fun retry(): Result = TODO()

            @JvmStatic
            fun failure(): Result = TODO()
        }
    }
}

abstract class CoroutineWorker(appContext: Context, params: WorkerParameters) :
    ListenableWorker(appContext, params) {
    abstract suspend fun doWork(): Result
}

class Constraints private constructor() {
    class Builder {
        fun setRequiredNetworkType(networkType: NetworkType): Builder = TODO()

        fun setRequiresBatteryNotLow(requiresBatteryNotLow: Boolean): Builder = TODO()

        fun build(): Constraints = TODO()
    }
}

abstract class WorkRequest {
    abstract class Builder<B : Builder<B, W>, W : WorkRequest> {
        fun setConstraints(constraints: Constraints): B = TODO()

        fun setBackoffCriteria(policy: BackoffPolicy, delay: Long, unit: TimeUnit): B = TODO()

        fun build(): W = TODO()
    }
}

class PeriodicWorkRequest : WorkRequest() {
    class Builder : WorkRequest.Builder<Builder, PeriodicWorkRequest>()
}

class OneTimeWorkRequest : WorkRequest() {
    class Builder : WorkRequest.Builder<Builder, OneTimeWorkRequest>()
}

inline fun <reified W : ListenableWorker> PeriodicWorkRequestBuilder(
    repeatInterval: Long,
    repeatIntervalTimeUnit: TimeUnit,
): PeriodicWorkRequest.Builder = TODO()

inline fun <reified W : ListenableWorker> OneTimeWorkRequestBuilder(): OneTimeWorkRequest.Builder =
    TODO()

interface Operation

abstract class WorkManager {
    abstract fun enqueueUniquePeriodicWork(
        uniqueWorkName: String,
        policy: ExistingPeriodicWorkPolicy,
        request: PeriodicWorkRequest,
    ): Operation

    abstract fun enqueueUniqueWork(
        uniqueWorkName: String,
        policy: ExistingWorkPolicy,
        request: OneTimeWorkRequest,
    ): Operation

    abstract fun cancelUniqueWork(uniqueWorkName: String): Operation

    companion object {
        @JvmStatic
        fun getInstance(context: Context): WorkManager = TODO()
    }
}
