package org.teren.app

import android.Manifest
import android.annotation.SuppressLint
import android.content.ActivityNotFoundException
import android.content.pm.PackageManager
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
import androidx.core.content.ContextCompat
import androidx.core.content.FileProvider
import androidx.core.location.LocationManagerCompat
import com.google.zxing.BarcodeFormat
import com.journeyapps.barcodescanner.BarcodeView
import com.journeyapps.barcodescanner.DefaultDecoderFactory
import java.io.FileOutputStream
import java.io.IOException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.teren.core.Point
import org.teren.core.Trouble
import org.teren.model.Album
import org.teren.ui.Locate
import org.teren.ui.Reader
import org.teren.ui.Senses

/** Camera, gallery and position, each only while somebody asks for it. Never built here. */
class AndroidSenses(private val activity: ComponentActivity) : Senses {
    private val teren get() = activity.application as TerenApplication
    private val snapshots get() = teren.snapshots
    private var located: (Point) -> Unit = {}

    private val mayLocate =
        activity.registerForActivityResult(ActivityResultContracts.RequestPermission()) { may ->
            if (may) lookAround()
        }
    private var looking: () -> Unit = {}
    private val mayLook =
        activity.registerForActivityResult(ActivityResultContracts.RequestPermission()) { may ->
            if (may) looking()
        }

    // The window, or the app, that is told may be another one than asked: nothing of the asking is
    // remembered but in `snapshots`.
    private val gallery =
        activity.registerForActivityResult(ActivityResultContracts.PickVisualMedia()) { found ->
            if (found == null) snapshots.drop() else teren.scope.launch { copy(found) }
        }
    private val taker =
        activity.registerForActivityResult(ActivityResultContracts.TakePicture()) { taken ->
            if (taken) snapshots.taken() else snapshots.drop()
        }

    override val photographs get() = snapshots.arrivals

    private val hasCamera
        get() = activity.packageManager.hasSystemFeature(PackageManager.FEATURE_CAMERA_ANY)

    override val locate: Locate? = { found ->
        located = found
        mayLocate.launch(Manifest.permission.ACCESS_COARSE_LOCATION)
    }

    override val camera: ((album: Album) -> Unit)?
        get() = if (hasCamera) { album -> look { photograph(album) } } else null

    private fun photograph(album: Album) = beginning(album) {
        val file = snapshots.begin(album)
        val address = FileProvider.getUriForFile(activity, "${activity.packageName}.files", file)
        teren.model.errand()
        taker.launch(address)
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

    override fun pickPicture(album: Album) = beginning(album) {
        snapshots.begin(album)
        val pictures = ActivityResultContracts.PickVisualMedia.ImageOnly
        teren.model.errand()
        gallery.launch(PickVisualMediaRequest(pictures))
    }

    override fun picture(bytes: ByteArray): ImageBitmap? =
        BitmapFactory.decodeByteArray(bytes, 0, bytes.size)?.asImageBitmap()

    /** With the camera, once it may be used: an app that names it must ask even to call another's. */
    private fun look(then: () -> Unit) {
        looking = then
        mayLook.launch(Manifest.permission.CAMERA)
    }

    /** Says by the photos of the album what keeps one from being taken. */
    private fun beginning(album: Album, work: () -> Unit) = try {
        work()
    } catch (_: IOException) {
        snapshots.fail(album, Trouble.Full("the phone's storage takes no photo"))
    } catch (_: ActivityNotFoundException) {
        snapshots.drop()
        snapshots.fail(album, Trouble.NotFound("an app that takes or shows photos"))
    }

    /** Puts what was chosen where a photo of the camera would be. */
    private suspend fun copy(found: Uri) {
        val file = snapshots.begun() ?: return
        try {
            withContext(Dispatchers.IO) {
                val most = Snapshots.PICTURE_READ_BYTES
                teren.contentResolver.orTrouble(found) { picture ->
                    FileOutputStream(file).use { picture.copyAtMost(most, it) }
                }
            }
            snapshots.taken()
        } catch (trouble: Trouble) {
            snapshots.drop()
            snapshots.failAt(file, trouble)
        }
    }

    /** Asks for no finer a position than is kept, which needs no sky. */
    @SuppressLint("MissingPermission") // Called once it was given.
    private fun lookAround() {
        val manager = activity.getSystemService(LocationManager::class.java)
        val known = manager.getProviders(true)
        val provider = listOf(LocationManager.FUSED_PROVIDER, LocationManager.NETWORK_PROVIDER)
            .firstOrNull { it in known } ?: return
        val never: CancellationSignal? = null
        val executor = ContextCompat.getMainExecutor(activity)
        LocationManagerCompat.getCurrentLocation(manager, provider, never, executor) { found ->
            if (found != null) located(Point(found.latitude, found.longitude))
        }
    }
}
