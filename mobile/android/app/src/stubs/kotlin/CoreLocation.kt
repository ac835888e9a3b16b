/* Stands in for androidx.core.location. */
@file:Suppress("UNUSED_PARAMETER", "unused")

package androidx.core.location

import android.location.Location
import android.location.LocationManager
import android.os.CancellationSignal
import androidx.core.util.Consumer
import java.util.concurrent.Executor

object LocationManagerCompat {
    @JvmStatic
    fun getCurrentLocation(
        manager: LocationManager,
        provider: String,
        cancelled: CancellationSignal?,
        executor: Executor,
        consumer: Consumer<Location?>,
    ): Unit = TODO()
}
