package org.teren.app

import android.Manifest
import android.annotation.SuppressLint
import android.graphics.BitmapFactory
import android.location.LocationManager
import android.net.Uri
import android.os.CancellationSignal
import android.view.WindowManager.LayoutParams
import androidx.activity.ComponentActivity
import androidx.activity.result.PickVisualMediaRequest
import androidx.activity.result.contract.ActivityResultContracts
import androidx.compose.runtime.DisposableEffect
import androidx.compose.runtime.remember
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.graphics.asImageBitmap
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.viewinterop.AndroidView
import androidx.core.content.FileProvider
import androidx.core.location.LocationManagerCompat
import com.google.zxing.BarcodeFormat
import com.journeyapps.barcodescanner.BarcodeView
import com.journeyapps.barcodescanner.DefaultDecoderFactory
import java.io.File
import org.teren.core.Point
import org.teren.ui.Locate
import org.teren.ui.Reader
import org.teren.ui.Senses

/** Camera, gallery and position, each only while somebody asks for it. Never built here. */
class AndroidSenses(private val activity: ComponentActivity) : Senses {
    private var located: (Point) -> Unit = {}
    private var pictured: (ByteArray) -> Unit = {}

    private val mayLocate =
        activity.registerForActivityResult(ActivityResultContracts.RequestPermission()) { may ->
            if (may) lookAround()
        }
    private var looking: () -> Unit = {}
    private val mayLook =
        activity.registerForActivityResult(ActivityResultContracts.RequestPermission()) { may ->
            if (may) looking()
        }
    private val gallery =
        activity.registerForActivityResult(ActivityResultContracts.PickVisualMedia()) { found ->
            found?.let(::read)?.let { pictured(it) }
        }
    private val taker =
        activity.registerForActivityResult(ActivityResultContracts.TakePicture()) { taken ->
            // What the camera wrote, position and all, is gone as soon as it was read.
            val file = photograph()
            if (taken && file.length() > 0) pictured(file.readBytes())
            file.delete()
        }

    override val locate: Locate? = { found ->
        located = found
        mayLocate.launch(Manifest.permission.ACCESS_COARSE_LOCATION)
    }

    override val camera: ((taken: (ByteArray) -> Unit) -> Unit)? = { taken ->
        pictured = taken
        val file = photograph().apply { parentFile?.mkdirs() }
        val address = FileProvider.getUriForFile(activity, "${activity.packageName}.files", file)
        look { taker.launch(address) }
    }

    override val reader: Reader? = { modifier, seen ->
        val context = LocalContext.current
        val view = remember(context) { BarcodeView(context) }
        DisposableEffect(view) {
            view.decoderFactory = DefaultDecoderFactory(listOf(BarcodeFormat.QR_CODE))
            view.decodeContinuous { code -> code.text?.let(seen) }
            look { view.resume() }
            onDispose { view.pauseAndWait() }
        }
        AndroidView({ view }, modifier)
    }

    override fun stayAwake(stay: Boolean) {
        val awake = LayoutParams.FLAG_KEEP_SCREEN_ON
        if (stay) activity.window.addFlags(awake) else activity.window.clearFlags(awake)
    }

    override fun pickPicture(found: (ByteArray) -> Unit) {
        pictured = found
        val pictures = ActivityResultContracts.PickVisualMedia.ImageOnly
        gallery.launch(PickVisualMediaRequest(pictures))
    }

    override fun picture(bytes: ByteArray): ImageBitmap? =
        BitmapFactory.decodeByteArray(bytes, 0, bytes.size)?.asImageBitmap()

    /** With the camera, once it may be used: an app that names it must ask even to call another's. */
    private fun look(then: () -> Unit) {
        looking = then
        mayLook.launch(Manifest.permission.CAMERA)
    }

    private fun read(file: Uri): ByteArray? =
        activity.contentResolver.openInputStream(file)?.use { it.readBytes() }

    /** Where the camera puts a photo for a moment. */
    private fun photograph() = File(activity.cacheDir, "shared/taken.jpg")

    /** Asks for no finer a position than is kept, which needs no sky. */
    @SuppressLint("MissingPermission") // Called once it was given.
    private fun lookAround() {
        val manager = activity.getSystemService(LocationManager::class.java)
        val known = manager.getProviders(true)
        val provider = listOf(LocationManager.FUSED_PROVIDER, LocationManager.NETWORK_PROVIDER)
            .firstOrNull { it in known } ?: return
        val never: CancellationSignal? = null
        val executor = activity.mainExecutor
        LocationManagerCompat.getCurrentLocation(manager, provider, never, executor) { found ->
            if (found != null) located(Point(found.latitude, found.longitude))
        }
    }
}
