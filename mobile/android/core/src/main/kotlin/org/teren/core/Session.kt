package org.teren.core

import java.time.Instant

/** Where. Parts that are not known are empty. */
data class Place(
    val country: String = "",
    val adm1: String = "",
    val locality: String = "",
    val venue: String = "",
    val venueId: String = "",
) {
    val isEmpty get() = this == NOWHERE

    /** As people say it. */
    val words get() = listOf(venue, locality).filter(String::isNotBlank).joinToString(", ")

    companion object {
        val NOWHERE = Place()
    }
}

/** Where on the globe, in degrees; a session keeps it to about 1 km. */
data class Point(val latitude: Double, val longitude: Double)

/** A session with everything that this member may see of it. */
data class Session(
    val id: String,
    val kind: String?,
    val title: String,
    val campaign: String?,
    val status: String,
    val counting: String,
    val place: Place,
    val at: Point?,
    val plannedFor: Instant?,
    val startedAt: Instant?,
    val endedAt: Instant?,
    /** The code of a role for each member's id. */
    val team: Map<String, String>,
    val topics: Set<String>,
    /** Cells with something in them. */
    val figures: Map<String, Long>,
    val counters: List<Counter>,
    val people: Long,
    val notes: String,
    /** Why it is hidden. */
    val withdrawn: String?,
    /** The session that is counted in place of this one. */
    val duplicateOf: String?,
    val review: Review?,
    val conflicts: List<Conflict>,
)

/** What somebody counted of one table, as the whole or as a part that adds to the others'. */
data class Counter(
    val table: String,
    val who: String?,
    val whole: Boolean,
    val total: Long,
    val at: Instant,
)

/** What a coordinator said of a session. */
data class Review(val state: String, val comment: String, val changedSince: Boolean)

/** A field of which people said different things. The first saying is shown until it is settled. */
data class Conflict(val field: String, val sayings: List<Saying>)

/** One of the things that were said; [who] are ids. */
data class Saying(
    val value: String,
    val who: List<String>,
    val at: Instant,
    /** The place that was said, when it is one. */
    val place: Place? = null,
    /** Cells with something in them, when it is a count of a table. */
    val figures: Map<String, Long> = emptyMap(),
)

/** Somebody who wrote a session. */
data class Editor(val who: String, val at: Instant)

/** A session as lists show it. */
data class Listed(
    val id: String,
    /** `YYYY-MM-DD`, where it took place. */
    val day: String,
    val kind: String?,
    val title: String,
    /** Town and venue. */
    val place: String,
    val spot: Place,
    val status: String,
    val people: Long,
    val conflicts: Int,
    val unsent: Boolean,
    /** Ids of the members who are to hold it. */
    val team: List<String>,
    /** The coordinator's words, while it is returned and nobody has edited it since. */
    val returned: String?,
    /** Ids of the members who handed over something of it that is not at the server yet. */
    val broughtBy: List<String>,
)

data class Page(val sessions: List<Listed>, val more: Boolean)

/** Which sessions are asked for. */
data class Query(
    val search: String = "",
    val status: String? = null,
    val heldBy: String? = null,
    val onlyUnsent: Boolean = false,
    val onlyConflicts: Boolean = false,
    val onlyReturned: Boolean = false,
    val offset: Int = 0,
    val limit: Int = 30,
)

/** One edit of a session. */
sealed interface Edit {
    data class Title(val title: String) : Edit

    data class Kind(val code: String) : Edit

    data class Campaign(val id: String?) : Edit

    data class Where(val place: Place) : Edit

    /** Where the phone found itself; no point takes it back. */
    data class At(val point: Point?) : Edit

    data class Status(val code: String) : Edit

    data class StartedAt(val at: Instant) : Edit

    data class Counting(val code: String) : Edit

    /** No role takes the member out. */
    data class Team(val member: String, val role: String?) : Edit

    data class Topic(val code: String, val present: Boolean) : Edit
}
