package org.teren.app

import android.content.Context
import org.teren.core.Kept

/** Small things in the app's preferences. Written, but never built here. */
class Remembered(context: Context) : Kept {
    private val values = context.getSharedPreferences("app", Context.MODE_PRIVATE)

    override fun get(name: String): String? = values.getString(name, null)

    override fun set(name: String, value: String?) {
        values.edit().putString(name, value).apply()
    }
}
