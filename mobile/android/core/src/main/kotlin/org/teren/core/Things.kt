package org.teren.core

import java.time.Instant

/** Who this is, and for which organisation. */
data class Me(
    val id: String,
    val name: String,
    val role: String,
    val unit: String,
    val organisation: String,
)

/** Somebody who has joined on this phone. */
data class MemberHere(
    val label: String,
    /** Sessions with unsent work. */
    val unsent: Int,
    /** Photos that go out after them. */
    val unsentPhotos: Int = 0,
)

/** How a member's work stands with the server. */
data class Standing(
    /** Sessions with unsent work. */
    val unsent: Int,
    /** Photos that go out after them. */
    val unsentPhotos: Int,
    val lastSync: Instant?,
    val nextRetry: Instant?,
    /** Matters that need the member's attention. */
    val attention: Int,
    /** Hand-overs of others that the next sync brings to the server. */
    val carrying: Int,
    /** Sessions that a coordinator returned and nobody has edited since. */
    val returned: Int,
    val others: List<MemberHere>,
) {
    /** How many things the next sync has to send. */
    val toSend get() = unsent + unsentPhotos + carrying
}

/** What lies in a member's store; [bytes] is the room that it takes. */
data class Stored(val sessions: Long, val venues: Long, val bytes: Long)

data class Named(val id: String, val name: String)

data class Campaign(val id: String, val title: String, val lastDay: String?)

/** A school or another institution; [proposed] while nobody has accepted it. */
data class Venue(val place: Place, val proposed: Boolean)

/** Something to know and decide. */
data class Matter(
    val number: Long,
    val session: String,
    val code: String,
    val reason: String,
    val at: Instant,
)

/** How far a sync has come. */
data class Progress(
    val sent: Long,
    val received: Long,
    val toSend: Long,
    /** Photos whose turn comes when everything else was sent. */
    val photosToSend: Long = 0,
)

/** What a sync came to. */
data class Report(
    val sent: Long,
    val received: Long,
    val refused: Long,
    val photosSent: Long = 0,
    /** Photos that the server would not have. */
    val photosRefused: Long = 0,
    /** Photos that the next sync goes on with. */
    val photosWaiting: Long = 0,
)

/** Something in a note that should not be there: `identity`, `phone`, `email` or `address`. */
data class Warning(val kind: String, val words: String)

/** What one phone handed over, taken in; [carried] when the next sync brings it to the server. */
data class Taken(val from: String, val papers: List<TakenPaper>, val carried: Boolean)

/** A session of it: `new`, `changed`, `known`, `not_for_you`, `incomplete` and so on. */
data class TakenPaper(val id: String, val title: String, val became: String, val reason: String)

/** The codes that screens offer, each set in the order in which people are shown it. */
data class Vocabulary(
    val kinds: List<String>,
    val statuses: List<String>,
    val sexes: List<String>,
    val ageBands: List<String>,
    val groups: List<String>,
    val tallies: List<String>,
    val topics: List<String>,
    val teamRoles: List<String>,
)
