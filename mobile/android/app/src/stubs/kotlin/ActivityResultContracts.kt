/* Stands in for androidx.activity.result.contract 1.9. */
@file:Suppress("unused")

package androidx.activity.result.contract

import android.net.Uri
import androidx.activity.result.PickVisualMediaRequest

abstract class ActivityResultContract<I, O>

class ActivityResultContracts private constructor() {
    open class RequestPermission : ActivityResultContract<String, Boolean>()

    open class OpenDocument : ActivityResultContract<Array<String>, Uri?>()

    open class TakePicture : ActivityResultContract<Uri, Boolean>()

    open class PickVisualMedia : ActivityResultContract<PickVisualMediaRequest, Uri?>() {
        sealed interface VisualMediaType

        object ImageOnly : VisualMediaType
    }
}
