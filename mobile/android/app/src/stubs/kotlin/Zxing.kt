/* Stands in for com.journeyapps:zxing-android-embedded 4.3, an archive for Android alone. */
@file:Suppress("UNUSED_PARAMETER", "unused")

package com.journeyapps.barcodescanner

import android.content.Context
import android.view.ViewGroup
import androidx.activity.result.contract.ActivityResultContract
import com.google.zxing.BarcodeFormat

class ScanContract : ActivityResultContract<ScanOptions, ScanIntentResult>()

class ScanIntentResult private constructor() {
    val contents: String? get() = TODO()
}

class ScanOptions {
    fun setDesiredBarcodeFormats(vararg formats: String): ScanOptions = TODO()

    fun setBeepEnabled(enabled: Boolean): ScanOptions = TODO()

    fun setOrientationLocked(locked: Boolean): ScanOptions = TODO()

    companion object {
        const val QR_CODE = "QR_CODE"
    }
}

open class BarcodeView(context: Context) : ViewGroup(context) {
    var decoderFactory: DecoderFactory? = null

    fun decodeContinuous(callback: BarcodeCallback): Unit = TODO()

    fun resume(): Unit = TODO()

    fun pauseAndWait(): Unit = TODO()

    override fun onLayout(changed: Boolean, l: Int, t: Int, r: Int, b: Int): Unit = TODO()
}

fun interface BarcodeCallback {
    fun barcodeResult(result: BarcodeResult)
}

class BarcodeResult private constructor() {
    val text: String? get() = TODO()
}

interface DecoderFactory

class DefaultDecoderFactory(formats: Collection<BarcodeFormat>) : DecoderFactory
