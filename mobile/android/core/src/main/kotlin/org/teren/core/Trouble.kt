package org.teren.core

/** A value that cannot be taken. */
data class Problem(val field: String, val found: String, val allowed: String)

/** Why something was not done. What was saved before stays saved. */
sealed class Trouble(reason: String) : Exception(reason) {
    /** Values that cannot be taken. */
    class Invalid(val problems: List<Problem>) :
        Trouble(problems.joinToString { "${it.field}: ${it.found}; ${it.allowed}" })

    /** There is no such thing on this phone. */
    class NotFound(reason: String) : Trouble(reason)

    /** Joining, or choosing who uses the phone, comes first or went wrong. */
    class Membership(reason: String) : Trouble(reason)

    /** There is no line. */
    class Offline(reason: String) : Trouble(reason)

    /** Somebody else answers in the server's place. */
    class NotTrusted(reason: String) : Trouble(reason)

    /** The server refused. */
    class Refused(val code: String, reason: String) : Trouble(reason)

    /** The phone's memory is full. */
    class Full(reason: String) : Trouble(reason)

    /** The store cannot be read: another key, damage, a newer app's. */
    class Unreadable(reason: String) : Trouble(reason)

    /** Something else is at it. */
    class Busy(reason: String) : Trouble(reason)

    /** A hand-over that cannot be made or taken. */
    class HandOver(val code: String, reason: String) : Trouble(reason)

    /** It can be done after a sync. */
    class SyncFirst(reason: String) : Trouble(reason)

    /** What only real work does: practice is not sent, handed over or taken in. */
    class Practice(reason: String) : Trouble(reason)

    /** The PIN is wrong, or was wrong too often; the next try waits while the phone runs. */
    class WrongPin(val waitSeconds: Long, reason: String) : Trouble(reason)

    /** The unlock code is mistyped, of another phone, or used up. */
    class WrongCode(reason: String) : Trouble(reason)

    /** The organisation had this phone wiped. */
    class Wiped(reason: String) : Trouble(reason)

    /** The member's PIN comes first. */
    class Locked(reason: String) : Trouble(reason)

    /** A mistake of ours. */
    class Internal(reason: String) : Trouble(reason)
}
