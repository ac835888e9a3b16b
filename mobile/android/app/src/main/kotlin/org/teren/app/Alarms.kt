package org.teren.app

import android.app.AlarmManager
import android.app.NotificationChannel
import android.app.NotificationManager
import android.app.PendingIntent
import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import android.net.Uri
import androidx.core.app.NotificationCompat
import androidx.core.content.getSystemService
import java.time.Instant
import org.teren.model.Reminder
import org.teren.model.Reminding
import org.teren.ui.moment

/**
 * Reminders as alarms of the system, which ring while the app is not running, and a list of them
 * for when the phone is started anew. Written, but never built here.
 */
class Alarms(
    private val context: Context,
    /** Asks whoever looks whether reminders may be shown. */
    private val askToShow: () -> Unit = {},
) : Reminding {
    private val alarms = checkNotNull(context.getSystemService<AlarmManager>())
    private val kept = context.getSharedPreferences("reminders", Context.MODE_PRIVATE)

    override fun remind(label: String, reminders: List<Reminder>) {
        kept.getString(label, null).orEmpty().lines().filter(String::isNotBlank)
            .mapNotNull { ringing(label, it, PendingIntent.FLAG_NO_CREATE) }
            .forEach(alarms::cancel)
        val lines = reminders.map { "${it.session} ${it.at} ${it.begins}" }
        kept.edit().putString(label, lines.joinToString("\n")).apply()
        lines.forEach { set(label, it) }
        if (lines.isNotEmpty()) askToShow()
    }

    /** After the phone was started: alarms do not outlive that. What is past is let be. */
    fun setAgain() = kept.all.forEach { (label, lines) ->
        "$lines".lines().filter { it.isNotBlank() && at(it) > Instant.now() }
            .forEach { set(label, it) }
    }

    private fun set(label: String, line: String) {
        val ringing = ringing(label, line, PendingIntent.FLAG_UPDATE_CURRENT) ?: return
        alarms.setWindow(AlarmManager.RTC_WAKEUP, at(line).toEpochMilli(), WINDOW_MS, ringing)
    }

    private fun at(line: String): Instant = Instant.parse(line.split(' ')[1])

    /** Two alarms are one for the system when their addresses are, whatever else they carry. */
    private fun ringing(label: String, line: String, how: Int): PendingIntent? {
        val (session, _, begins) = line.split(' ')
        val intent = Intent(context, AlarmReceiver::class.java).setAction(RING)
            .setData(Uri.fromParts("teren", "$label $session", null))
            .putExtra(SESSION, session).putExtra(BEGINS, begins)
        val flags = how or PendingIntent.FLAG_IMMUTABLE
        return PendingIntent.getBroadcast(context, 0, intent, flags)
    }

    companion object {
        const val RING = "org.teren.app.RING"
        const val SESSION = "session"
        const val BEGINS = "begins"
        private const val WINDOW_MS = 10L * 60 * 1000
    }
}

/** Shows a reminder, and sets all of them again when the phone was started. */
class AlarmReceiver : BroadcastReceiver() {
    override fun onReceive(context: Context, intent: Intent) {
        if (intent.action == Intent.ACTION_BOOT_COMPLETED) {
            Alarms(context).setAgain()
            return
        }
        val begins = Instant.parse(intent.getStringExtra(Alarms.BEGINS) ?: return)
        val kept = (context.applicationContext as TerenApplication).kept
        val texts = AndroidTexts(context, languageOf(kept))
        val notes = checkNotNull(context.getSystemService<NotificationManager>())
        val title = texts.text("reminder_title")
        val important = NotificationManager.IMPORTANCE_DEFAULT
        notes.createNotificationChannel(NotificationChannel(CHANNEL, title, important))
        val open = PendingIntent.getActivity(
            context, 0, Intent(context, MainActivity::class.java), PendingIntent.FLAG_IMMUTABLE,
        )
        // Nothing of the session: whoever sees the phone may read it.
        val note = NotificationCompat.Builder(context, CHANNEL)
            .setSmallIcon(android.R.drawable.ic_popup_reminder)
            .setContentTitle(title)
            .setContentText(texts.text("reminder_begins", texts.moment(begins)))
            .setContentIntent(open)
            .setAutoCancel(true)
            .build()
        notes.notify(intent.getStringExtra(Alarms.SESSION).hashCode(), note)
    }

    private companion object {
        const val CHANNEL = "reminders"
    }
}
