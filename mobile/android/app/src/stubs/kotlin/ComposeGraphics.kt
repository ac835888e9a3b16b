/* Stands in for what Compose has on Android alone: `androidx.compose.ui.graphics`. */
@file:Suppress("UnusedReceiverParameter")

package androidx.compose.ui.graphics

import android.graphics.Bitmap

fun Bitmap.asImageBitmap(): ImageBitmap = TODO()
