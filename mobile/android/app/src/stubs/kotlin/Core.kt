/* Stands in for androidx.core.content. */
@file:Suppress("UNUSED_PARAMETER", "unused")

package androidx.core.content

import android.content.ContentProvider
import android.content.Context
import android.content.Intent
import android.net.Uri
import java.io.File
import java.util.concurrent.Executor

object ContextCompat {
    @JvmStatic
    fun getMainExecutor(context: Context): Executor = TODO()

    @JvmStatic
    fun checkSelfPermission(context: Context, permission: String): Int = TODO()
}

object IntentCompat {
    @JvmStatic
    fun <T> getParcelableExtra(intent: Intent, name: String?, clazz: Class<T>): T? = TODO()
}

abstract class FileProvider : ContentProvider() {
    companion object {
        @JvmStatic
        fun getUriForFile(context: Context, authority: String, file: File): Uri = TODO()
    }
}

inline fun <reified T : Any> Context.getSystemService(): T? = getSystemService(T::class.java)
