package org.teren.app

import android.Manifest
import android.content.ContentResolver
import android.content.Intent
import android.net.Uri
import android.os.Build
import android.os.Bundle
import android.view.WindowManager.LayoutParams
import androidx.activity.addCallback
import androidx.activity.compose.setContent
import androidx.activity.enableEdgeToEdge
import androidx.activity.result.contract.ActivityResultContracts
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.safeDrawingPadding
import androidx.compose.ui.Modifier
import androidx.core.content.FileProvider
import androidx.core.content.IntentCompat
import androidx.fragment.app.FragmentActivity
import com.journeyapps.barcodescanner.ScanContract
import com.journeyapps.barcodescanner.ScanOptions
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.teren.core.Trouble
import org.teren.model.Album
import org.teren.model.TogetherModel
import org.teren.ui.Platform
import org.teren.ui.TerenApp
import org.teren.ui.Texts

/** The one window: shows the screens and gives them what only Android has. Never built here. */
class MainActivity : FragmentActivity(), Platform {
    private val teren get() = application as TerenApplication
    private val senses = AndroidSenses(this)
    private val spoken = mutableMapOf<String, Texts>()

    // The window, or the app, that is told may be another one than asked.
    private val scanner = registerForActivityResult(ScanContract()) { result ->
        result.contents?.let(scanned::put)
    }
    private val picker = registerForActivityResult(ActivityResultContracts.OpenDocument()) { file ->
        file?.let(::take)
    }
    private val mayNotify = registerForActivityResult(ActivityResultContracts.RequestPermission()) {
        // Whoever says no is reminded of nothing; the system says where to change that.
    }

    override val online by lazy { lineOf(this) }

    override val kept get() = teren.kept

    override val files get() = teren.files

    override val scanned get() = teren.scanned

    override val photographs get() = senses.photographs

    override val scan: (() -> Unit)? = {
        teren.model.errand()
        val options = ScanOptions().setDesiredBarcodeFormats(ScanOptions.QR_CODE)
        scanner.launch(options.setBeepEnabled(false).setOrientationLocked(false))
    }

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        // Neither the list of recent apps nor a recording shows anybody's work.
        window.setFlags(LayoutParams.FLAG_SECURE, LayoutParams.FLAG_SECURE)
        enableEdgeToEdge()
        val model = teren.model
        onBackPressedDispatcher.addCallback(this) {
            if (!model.back()) moveTaskToBack(true)
        }
        if (savedInstanceState == null) received(intent)
        setContent {
            // Clear of the bars, of the hole for the camera and of the keyboard.
            Box(Modifier.fillMaxSize().safeDrawingPadding()) {
                TerenApp(model, languageOf(kept), this@MainActivity)
            }
        }
    }

    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        received(intent)
    }

    override val locate get() = senses.locate

    override val camera get() = senses.camera

    override val reader get() = senses.reader

    override fun stayAwake(stay: Boolean) = senses.stayAwake(stay)

    override fun pickPicture(album: Album) = senses.pickPicture(album)

    override fun picture(bytes: ByteArray) = senses.picture(bytes)

    override fun onStart() {
        super.onStart()
        teren.window = this
        teren.model.cameBack()
    }

    override fun onStop() {
        // A window that is only turned is looked at on.
        if (!isChangingConfigurations) {
            teren.model.left()
            teren.sendLater()
        }
        teren.window = null
        super.onStop()
    }

    override fun texts(language: String): Texts =
        spoken.getOrPut(language) { AndroidTexts(this, language) }

    override fun keepLanguage(language: String) {
        kept[LANGUAGE] = language
    }

    override fun call(number: String) {
        startActivity(Intent(Intent.ACTION_DIAL, Uri.fromParts("tel", number, null)))
    }

    override fun share(name: String, file: ByteArray) {
        val folder = cacheDir.resolve("shared").apply { mkdirs() }
        val kept = folder.resolve(name).apply { writeBytes(file) }
        val address = FileProvider.getUriForFile(this, "$packageName.files", kept)
        val send = Intent(Intent.ACTION_SEND).setType("application/octet-stream")
            .putExtra(Intent.EXTRA_STREAM, address)
            .addFlags(Intent.FLAG_GRANT_READ_URI_PERMISSION)
        teren.model.errand()
        startActivity(Intent.createChooser(send, name))
    }

    override fun pick() {
        teren.model.errand()
        picker.launch(arrayOf("*/*"))
    }

    /** Asks whether reminders may be shown, which Android 13 and newer want to know. */
    fun askToNotify() {
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.TIRAMISU || kept[ASKED] != null) return
        kept[ASKED] = "yes"
        mayNotify.launch(Manifest.permission.POST_NOTIFICATIONS)
    }

    /** A colleague's file, opened or shared in another app. It waits until work is open. */
    private fun received(intent: Intent) {
        // Out of the list of recent apps: it was taken the first time.
        if (intent.flags and Intent.FLAG_ACTIVITY_LAUNCHED_FROM_HISTORY != 0) return
        val file = when (intent.action) {
            Intent.ACTION_VIEW -> intent.data
            Intent.ACTION_SEND ->
                IntentCompat.getParcelableExtra(intent, Intent.EXTRA_STREAM, Uri::class.java)
            else -> null
        }
        // What another app names by its path may be a file of ours.
        file?.takeIf { it.scheme == ContentResolver.SCHEME_CONTENT }?.let(::take)
    }

    private fun take(address: Uri) {
        teren.scope.launch {
            val read = try {
                val most = TogetherModel.FILE_BYTES_MAX + 1
                Result.success(
                    withContext(Dispatchers.IO) {
                        teren.contentResolver.orTrouble(address) { it.readAtMost(most) }
                    },
                )
            } catch (trouble: Trouble) {
                Result.failure(trouble)
            }
            files.put(read)
        }
    }

    private companion object {
        /** Whether it was asked before if reminders may be shown. */
        const val ASKED = "asked-to-notify"
    }
}
