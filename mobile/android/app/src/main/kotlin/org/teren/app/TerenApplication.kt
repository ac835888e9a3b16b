package org.teren.app

import android.app.Application
import java.nio.file.Files
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import org.teren.core.Phone
import org.teren.core.bridge.BridgedPhone
import org.teren.model.AppModel
import org.teren.model.Choices

/** What lives as long as the process. Written, but never built here. */
class TerenApplication : Application() {
    lateinit var phone: Phone
        private set
    lateinit var model: AppModel
        private set
    val kept by lazy { Remembered(this) }
    val sensor by lazy { SensorKeys(this) }

    override fun onCreate() {
        super.onCreate()
        val folder = Files.createDirectories(filesDir.toPath().resolve("teren"))
        val keys = StoreKeys(this, sensor)
        phone = BridgedPhone(folder, "teren-android ${BuildConfig.VERSION_NAME}", keys)
        // Whatever screen is open or gone: what was tapped is saved.
        val scope = CoroutineScope(SupervisorJob() + Dispatchers.Main.immediate)
        model = AppModel(phone, scope, Choices(kept), Alarms(this))
        SyncWorker.schedule(this)
    }
}
