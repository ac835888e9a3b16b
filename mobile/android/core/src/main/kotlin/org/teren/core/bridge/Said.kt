package org.teren.core.bridge

import org.teren.bindings.InternalException
import org.teren.bindings.ListQuery
import org.teren.bindings.SessionEdit
import org.teren.bindings.TerenException
import org.teren.core.Edit
import org.teren.core.Place
import org.teren.core.Problem
import org.teren.core.Query
import org.teren.core.Trouble

// What the screens say, in the words of the library, and its errors as troubles.

internal fun Place.said() = org.teren.bindings.Place(country, adm1, locality, venue, venueId)

internal fun Query.said() = ListQuery(
    search = search,
    status = status,
    heldBy = heldBy,
    onlyUnsent = onlyUnsent,
    onlyConflicts = onlyConflicts,
    onlyReturned = onlyReturned,
    offset = offset.toUInt(),
    limit = limit.toUInt(),
)

internal fun Edit.said(): SessionEdit = when (this) {
    is Edit.Title -> SessionEdit.Title(title)
    is Edit.Kind -> SessionEdit.Kind(code)
    is Edit.Campaign -> SessionEdit.Campaign(id)
    is Edit.Where -> SessionEdit.Where(place.said())
    is Edit.At -> SessionEdit.At(point?.let { org.teren.bindings.Point(it.latitude, it.longitude) })
    is Edit.Status -> SessionEdit.Status(code)
    is Edit.StartedAt -> SessionEdit.StartedAt(at)
    is Edit.Counting -> SessionEdit.Counting(code)
    is Edit.Team -> SessionEdit.Team(member, role)
    is Edit.Topic -> SessionEdit.Topic(code, present)
}

internal inline fun <T> inWords(work: () -> T): T = try {
    work()
} catch (error: TerenException) {
    throw error.trouble()
} catch (error: InternalException) {
    // What the library does not guard itself: a panic in a function that cannot fail.
    throw Trouble.Internal(error.message.orEmpty())
}

internal fun TerenException.trouble(): Trouble = when (this) {
    is TerenException.Invalid ->
        Trouble.Invalid(problems.map { Problem(it.field, it.found, it.allowed) })
    is TerenException.NotFound -> Trouble.NotFound(reason)
    is TerenException.Membership -> Trouble.Membership(reason)
    is TerenException.Offline -> Trouble.Offline(reason)
    is TerenException.NotTrusted -> Trouble.NotTrusted(reason)
    is TerenException.Refused -> Trouble.Refused(code, reason)
    is TerenException.Full -> Trouble.Full(reason)
    is TerenException.Unreadable -> Trouble.Unreadable(reason)
    is TerenException.Busy -> Trouble.Busy(reason)
    is TerenException.HandOver -> Trouble.HandOver(code, reason)
    is TerenException.SyncFirst -> Trouble.SyncFirst(reason)
    is TerenException.Practice -> Trouble.Practice("this is practice")
    is TerenException.WrongPin -> Trouble.WrongPin(waitSeconds.toLong(), reason)
    is TerenException.WrongCode -> Trouble.WrongCode(reason)
    is TerenException.Wiped -> Trouble.Wiped("the organisation had this phone wiped")
    is TerenException.Internal -> Trouble.Internal(reason)
}
