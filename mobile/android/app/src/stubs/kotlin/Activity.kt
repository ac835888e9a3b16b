/* Stands in for androidx.activity 1.9, which only Google's Maven repository has. */
@file:Suppress("UNUSED_PARAMETER", "unused")

package androidx.activity

import android.app.Activity
import android.content.Intent
import androidx.activity.result.ActivityResultCallback
import androidx.activity.result.ActivityResultLauncher
import androidx.activity.result.contract.ActivityResultContract
import androidx.lifecycle.LifecycleOwner

open class ComponentActivity : Activity(), LifecycleOwner {
    public override fun onNewIntent(intent: Intent): Unit = TODO()

    val onBackPressedDispatcher: OnBackPressedDispatcher get() = TODO()

    fun <I, O> registerForActivityResult(
        contract: ActivityResultContract<I, O>,
        callback: ActivityResultCallback<O>,
    ): ActivityResultLauncher<I> = TODO()
}

class OnBackPressedDispatcher

abstract class OnBackPressedCallback(enabled: Boolean)

fun OnBackPressedDispatcher.addCallback(
    owner: LifecycleOwner? = null,
    enabled: Boolean = true,
    onBackPressed: OnBackPressedCallback.() -> Unit,
): OnBackPressedCallback = TODO()

fun ComponentActivity.enableEdgeToEdge(): Unit = TODO()
