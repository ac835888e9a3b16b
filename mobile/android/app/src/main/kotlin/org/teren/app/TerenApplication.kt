package org.teren.app

import android.app.Application
import java.nio.file.Files
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import org.teren.core.bridge.BridgedPhone
import org.teren.model.AppModel
import org.teren.model.Arrivals
import org.teren.model.Choices

/** What lives as long as the process. Written, but never built here. */
class TerenApplication : Application() {
    lateinit var phone: YieldingPhone
        private set
    lateinit var model: AppModel
        private set
    val kept by lazy { Remembered(this) }
    val sensor by lazy { SensorKeys(this) }
    val snapshots by lazy { Snapshots(filesDir.resolve("taken")) }
    val files = Arrivals<Result<ByteArray>>()
    val scanned = Arrivals<String>()

    // Whatever screen is open or gone: what was tapped is saved.
    val scope = CoroutineScope(SupervisorJob() + Dispatchers.Main.immediate)

    /** The window that somebody looks at. */
    var window: MainActivity? = null
        set(value) {
            field = value
            sensor.host = value
        }

    override fun onCreate() {
        super.onCreate()
        val folder = Files.createDirectories(filesDir.toPath().resolve("teren"))
        val keys = StoreKeys(this, sensor)
        val app = "teren-android ${BuildConfig.VERSION_NAME}"
        phone = YieldingPhone(BridgedPhone(folder, app, keys))
        val alarms = Alarms(this) { window?.run { runOnUiThread(::askToNotify) } }
        model = AppModel(phone, scope, Choices(kept), alarms, dropped = snapshots::forget)
        snapshots.offerAll()
        SyncWorker.schedule(this)
    }

    /** Whoever leaves with something unsent need not come back for it. */
    fun sendLater() {
        val teren = model.state.value.real?.teren ?: return
        scope.launch {
            if (teren.standing.first().toSend > 0) SyncWorker.soon(this@TerenApplication)
        }
    }
}
