package org.teren.core.bridge

import org.teren.bindings.AnswerTrouble
import org.teren.bindings.PhotoState as LibraryState
import org.teren.bindings.TakenAs
import org.teren.core.Again
import org.teren.core.Asked
import org.teren.core.Campaign
import org.teren.core.CodesProgress
import org.teren.core.Conflict
import org.teren.core.Counter
import org.teren.core.Editor
import org.teren.core.Listed
import org.teren.core.Matter
import org.teren.core.Me
import org.teren.core.MemberHere
import org.teren.core.Named
import org.teren.core.Option
import org.teren.core.Page
import org.teren.core.Photo
import org.teren.core.PhotoState
import org.teren.core.Place
import org.teren.core.Point
import org.teren.core.Progress
import org.teren.core.Question
import org.teren.core.Report
import org.teren.core.Review
import org.teren.core.Saying
import org.teren.core.Session
import org.teren.core.Standing
import org.teren.core.Stored
import org.teren.core.Taken
import org.teren.core.TakenPaper
import org.teren.core.Venue
import org.teren.core.Vocabulary
import org.teren.core.Warning
import org.teren.core.Wrong

// What the library says, in the words of the screens.

internal fun org.teren.bindings.Member.shown() = Me(id, name, role, unit, organisation)

internal fun org.teren.bindings.MemberOnPhone.shown() = MemberHere(label, unsent.toInt(), unsentPhotos.toInt())

internal fun org.teren.bindings.Status.shown() = Standing(
    unsent = unsent.toInt(),
    unsentPhotos = unsentPhotos.toInt(),
    lastSync = lastSync,
    nextRetry = nextRetry,
    attention = attention.toInt(),
    carrying = carrying.toInt(),
    returned = returned.toInt(),
    others = others.map { it.shown() },
)

internal fun org.teren.bindings.Stored.shown() =
    Stored(sessions.toLong(), venues.toLong(), bytes.toLong())

internal fun org.teren.bindings.Place.shown() = Place(country, adm1, locality, venue, venueId)

internal fun org.teren.bindings.SessionView.shown() = Session(
    id = id,
    kind = kind,
    title = title,
    campaign = campaign,
    status = status,
    counting = counting,
    place = place.shown(),
    at = at?.let { Point(it.latitude, it.longitude) },
    plannedFor = plannedFor,
    startedAt = startedAt,
    endedAt = endedAt,
    team = team,
    topics = topics.toSet(),
    figures = figures.associate { it.cell to it.count.toLong() },
    counters = counters.map { Counter(it.table, it.who, it.whole, it.total, it.at) },
    people = people.toLong(),
    notes = notes,
    withdrawn = withdrawn,
    duplicateOf = duplicateOf,
    review = review?.let { Review(it.state, it.comment, it.changedSince) },
    conflicts = conflicts.map { it.shown() },
)

private fun org.teren.bindings.Conflict.shown() =
    Conflict(field, sayings.map { it.shown() })

private fun org.teren.bindings.Saying.shown() = Saying(
    value = value,
    who = who,
    at = at,
    place = place?.shown(),
    figures = figures.associate { it.cell to it.count.toLong() },
)

internal fun org.teren.bindings.SessionPage.shown() = Page(sessions.map { it.shown() }, more)

private fun org.teren.bindings.ListedSession.shown() = Listed(
    id = id,
    day = day,
    kind = kind,
    title = title,
    place = place,
    spot = spot.shown(),
    status = status,
    people = people.toLong(),
    conflicts = conflicts.toInt(),
    unsent = unsent,
    team = team,
    returned = returned,
    broughtBy = broughtBy,
)

internal fun org.teren.bindings.Questionnaire.shown() = Asked(
    questions = questions.map { it.shown() },
    again = again.map { Again(it.group, it.label, it.after.toInt()) },
)

private fun org.teren.bindings.ShownQuestion.shown() = Question(
    key = key,
    kind = kind,
    label = label,
    hint = hint,
    answer = answer,
    choices = choices.map { Option(it.name, it.label, it.chosen) },
    required = required,
    wrong = trouble?.shown(),
    repetition = repetition?.toInt(),
)

private fun AnswerTrouble.shown(): Wrong = when (this) {
    is AnswerTrouble.Required -> Wrong.Required(message)
    is AnswerTrouble.Constraint -> Wrong.Constraint(message, rule)
    is AnswerTrouble.Unfit -> Wrong.Unfit(allowed)
}

internal fun org.teren.bindings.NoteWarning.shown() = Warning(kind, words)

internal fun org.teren.bindings.TakenHandOver.shown() =
    Taken(fromName, documents.map { it.shown() }, carried)

private fun org.teren.bindings.TakenDocument.shown(): TakenPaper {
    val refused = became as? TakenAs.Refused
    val code = when (became) {
        is TakenAs.New -> "new"
        is TakenAs.Changed -> "changed"
        is TakenAs.Known -> "known"
        is TakenAs.NotForYou -> "not_for_you"
        is TakenAs.Incomplete -> "incomplete"
        is TakenAs.Unread -> "unread"
        is TakenAs.Erased -> "erased"
        is TakenAs.Refused -> "refused"
    }
    return TakenPaper(id, title, code, refused?.reason.orEmpty())
}

internal fun org.teren.bindings.SeriesProgress.shown() =
    CodesProgress(have.toInt(), of.toInt(), missing.map { it.toInt() })

internal fun org.teren.bindings.Editor.shown() = Editor(who, at)

internal fun org.teren.bindings.Campaign.shown() = Campaign(id, title, to)

internal fun org.teren.bindings.Named.shown() = Named(id, name)

internal fun org.teren.bindings.Colleague.shown() = Named(id, name)

internal fun org.teren.bindings.Venue.shown() = Venue(place.shown(), proposed)

internal fun org.teren.bindings.Matter.shown() = Matter(number, id, code, reason, at)

internal fun org.teren.bindings.SyncProgress.shown() =
    Progress(sent.toLong(), received.toLong(), toSend.toLong(), photosToSend.toLong())

internal fun org.teren.bindings.SyncReport.shown() = Report(
    sent = sent.toLong(),
    received = received.toLong(),
    refused = refused.toLong(),
    photosSent = photosSent.toLong(),
    photosRefused = photosRefused.toLong(),
    photosWaiting = photosWaiting.toLong(),
)

internal fun org.teren.bindings.Photo.shown(): Photo {
    val (where, percent) = when (val it = state) {
        is LibraryState.ToSend -> PhotoState.WAITING to it.percent.toInt()
        is LibraryState.Sent -> PhotoState.SENT to 100
        is LibraryState.Refused -> PhotoState.REFUSED to 0
        is LibraryState.Elsewhere -> PhotoState.ELSEWHERE to 100
    }
    return Photo(sha256, bytes.toLong(), where, percent)
}

internal fun org.teren.bindings.Vocabulary.shown() =
    Vocabulary(kinds, statuses, sexes, ageBands, groups, tallies, topics, teamRoles)
