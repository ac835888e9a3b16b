/* Stands in for androidx.core.app. */
@file:Suppress("UNUSED_PARAMETER", "unused")

package androidx.core.app

import android.app.Notification
import android.app.PendingIntent
import android.content.Context

class NotificationCompat private constructor() {
    class Builder(context: Context, channelId: String) {
        fun setSmallIcon(icon: Int): Builder = TODO()

        fun setContentTitle(title: CharSequence?): Builder = TODO()

        fun setContentText(text: CharSequence?): Builder = TODO()

        fun setContentIntent(intent: PendingIntent?): Builder = TODO()

        fun setAutoCancel(autoCancel: Boolean): Builder = TODO()

        fun build(): Notification = TODO()
    }
}
