package org.teren.app

import android.content.Intent
import android.net.Uri
import android.os.Bundle
import android.view.WindowManager.LayoutParams
import androidx.activity.addCallback
import androidx.activity.compose.setContent
import androidx.activity.result.contract.ActivityResultContracts
import androidx.core.content.FileProvider
import androidx.fragment.app.FragmentActivity
import com.journeyapps.barcodescanner.ScanContract
import com.journeyapps.barcodescanner.ScanOptions
import java.util.Locale
import org.teren.ui.LANGUAGES
import org.teren.ui.Platform
import org.teren.ui.TerenApp
import org.teren.ui.Texts

/** The one window: shows the screens and gives them what only Android has. Never built here. */
class MainActivity : FragmentActivity(), Platform {
    private val teren get() = application as TerenApplication
    private val senses = AndroidSenses(this)
    private val spoken = mutableMapOf<String, Texts>()
    private var found: (String) -> Unit = {}
    private val scanner = registerForActivityResult(ScanContract()) { result ->
        result.contents?.let { found(it) }
    }

    private var picked: (ByteArray) -> Unit = {}
    private val picker = registerForActivityResult(ActivityResultContracts.OpenDocument()) { file ->
        file?.let { contentResolver.openInputStream(it) }?.use { picked(it.readBytes()) }
    }

    override val online by lazy { lineOf(this) }

    override val kept get() = teren.kept

    override val scan: ((found: (String) -> Unit) -> Unit)? = { tell ->
        found = tell
        teren.model.errand()
        val options = ScanOptions().setDesiredBarcodeFormats(ScanOptions.QR_CODE)
        scanner.launch(options.setBeepEnabled(false).setOrientationLocked(false))
    }

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        // Neither the list of recent apps nor a recording shows anybody's work.
        window.setFlags(LayoutParams.FLAG_SECURE, LayoutParams.FLAG_SECURE)
        val model = teren.model
        onBackPressedDispatcher.addCallback(this) {
            if (!model.back()) moveTaskToBack(true)
        }
        setContent { TerenApp(model, language(), this) }
    }

    override val locate get() = senses.locate

    override val camera: ((taken: (ByteArray) -> Unit) -> Unit)? = { taken ->
        teren.model.errand()
        senses.camera?.invoke(taken)
    }

    override val reader get() = senses.reader

    override fun stayAwake(stay: Boolean) = senses.stayAwake(stay)

    override fun pickPicture(found: (ByteArray) -> Unit) {
        teren.model.errand()
        senses.pickPicture(found)
    }

    override fun picture(bytes: ByteArray) = senses.picture(bytes)

    override fun onStart() {
        super.onStart()
        teren.sensor.host = this
        teren.model.cameBack()
    }

    override fun onStop() {
        teren.model.left()
        teren.sensor.host = null
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

    override fun pick(found: (ByteArray) -> Unit) {
        picked = found
        teren.model.errand()
        picker.launch(arrayOf("*/*"))
    }

    /** The one that was chosen, else the phone's, else the first. */
    private fun language(): String {
        val known = LANGUAGES.map { it.first }
        return kept[LANGUAGE]
            ?: Locale.getDefault().language.takeIf { it in known }
            ?: known.first()
    }

    private companion object {
        const val LANGUAGE = "language"
    }
}
