package org.teren.model

import java.time.Duration
import java.time.Instant

/** Whether somebody is away, and for how long that may last. */
internal class Absence(private val now: () -> Instant) {
    private var since: Instant? = null
    private var sentAt: Instant? = null

    /** Whether the app itself sent the member away. */
    private var isErrand = false

    /** The app sends the member somewhere, who leaves at once if at all. */
    fun errand() {
        sentAt = now()
    }

    fun begin() {
        val at = now()
        isErrand = sentAt?.let { Duration.between(it, at) in Duration.ZERO..ERRAND_BEGINS } ?: false
        sentAt = null
        since = at
    }

    fun end() {
        since = null
        isErrand = false
    }

    /** How long it may go on; none when nobody is away. */
    fun left(patience: Duration): Duration? = away()?.let { longest(patience) - it }

    /** Whether it was too long. A clock that was set back proves no short absence. */
    fun isLonger(patience: Duration): Boolean =
        away()?.let { it.isNegative || it >= longest(patience) } ?: false

    private fun away(): Duration? = since?.let { Duration.between(it, now()) }

    private fun longest(patience: Duration) = if (isErrand) maxOf(patience, ERRAND) else patience

    private companion object {
        /** A picture is taken in less, and a phone that was put down in between is not left open. */
        val ERRAND: Duration = Duration.ofMinutes(3)

        /** Within which the other app is on the glass: an errand that was none ends with it. */
        val ERRAND_BEGINS: Duration = Duration.ofSeconds(10)
    }
}
