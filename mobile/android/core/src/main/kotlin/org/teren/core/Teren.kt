package org.teren.core

import kotlinx.coroutines.flow.Flow

/**
 * One member's work on this phone, in the words of the screens.
 *
 * Guarantees, held by every implementation (`TerenContract` asks each):
 * - What returned is on the disk. What threw a [Trouble] changed nothing.
 * - Reading never waits for a network. Lists come a page at a time.
 * - Edits are made in the order in which they were called.
 * - Nothing here blocks the thread that calls.
 *
 * Whoever opened it closes it: old Androids have no cleaner.
 */
interface Teren : AutoCloseable {
    val me: Me

    /** How the member is found on this phone. */
    val label: String

    /** The PIN before it. */
    val lock: Lock

    /** Whether all of this is as if: see [practise]. */
    val isPractice: Boolean

    /** How the work stands: the present value at once, then each change, until nobody collects. */
    val standing: Flow<Standing>

    suspend fun stored(): Stored

    /** One page of the sessions on this phone, the newest first. */
    suspend fun sessions(query: Query): Page

    suspend fun session(id: String): Session

    /** Begins a session; its kind at least is said. Returns its id. */
    suspend fun begin(edits: List<Edit>): String

    /** Edits a session, all or nothing. */
    suspend fun edit(id: String, edits: List<Edit>): Session

    /** Counts up or down, e.g. one more in `reached.f.14-17`. */
    suspend fun count(id: String, cell: String, by: Int): Session

    /** Says that the own count of a table is the whole, or a part that adds to the others'. */
    suspend fun sayWhole(id: String, table: String, whole: Boolean): Session

    /** Notes typed against the text that was [shown]: words that came in meanwhile stay. */
    suspend fun writeNotes(id: String, shown: String, wanted: String): Session

    suspend fun finish(id: String): Session

    /** Hides a session, with a reason. Nothing is deleted. */
    suspend fun withdraw(id: String, why: String): Session

    suspend fun showAgain(id: String): Session

    /** What somebody else recorded that looks like the same event as one of the member's sessions. */
    suspend fun likeness(id: String): List<Session>

    /** Says that a session is the same event as one that is [kept] and counted. */
    suspend fun markDuplicate(id: String, kept: String): Session

    suspend fun unmarkDuplicate(id: String): Session

    /** Settles what was said differently by one of the sayings, counted from 0. */
    suspend fun settle(id: String, field: String, saying: Int): Session

    /** Everybody who wrote a session, the latest first. */
    suspend fun editors(id: String): List<Editor>

    suspend fun campaigns(): List<Campaign>

    suspend fun materials(): List<Named>

    /** The members of the own organisation that this phone knows, the own one among them. */
    suspend fun colleagues(): List<Named>

    /** Venues in whose name or locality each of the words begins a word. */
    suspend fun venues(text: String, limit: Int): List<Venue>

    /** The place of a venue that the register lacks. */
    suspend fun proposeVenue(place: Place): Place

    /**
     * What the session's campaign asks now, in a language or else in the form's own. [begun] are
     * times of groups that are shown before anything is answered there, as [askAgain] named them.
     */
    suspend fun questions(id: String, language: String, begun: Set<String> = emptySet()): Asked

    /** The name of one more time of a group; it is there once one of its questions is answered. */
    suspend fun askAgain(id: String, group: String): String

    /** Takes back everything that was answered at one time of a group. */
    suspend fun unask(id: String, time: String): Session

    /** Answers a question, choices named with spaces between; nothing takes the answer back. */
    suspend fun answer(id: String, key: String, said: String?): Session

    suspend fun photos(id: String): List<Photo>

    /**
     * Attaches a picture to a session: turned upright, scaled down and without anything that a
     * camera wrote into it. It goes out after the figures.
     */
    suspend fun attach(id: String, picture: ByteArray)

    /** The JPEG of a photo. One that is not here is fetched, which needs a line. */
    suspend fun photo(id: String, hash: String): ByteArray

    /** Takes a photo out of a session, for everybody. */
    suspend fun detach(id: String, hash: String)

    /**
     * A file for a colleague's phone with these sessions; with all that is unsent when none is
     * named. Its name is to end in `.teren`.
     */
    suspend fun handOver(ids: List<String>): ByteArray

    /** Takes in what other phones handed over. Taken twice, it is there once. */
    suspend fun take(file: ByteArray): List<Taken>

    /** What the server would not take, and other matters; the oldest first. */
    suspend fun matters(): List<Matter>

    suspend fun dismiss(number: Long)

    /**
     * Sends what is unsent and fetches what is new. Cancelling the coroutine stops it; what the
     * server took before stays taken. [told] is called on a thread of the library's.
     */
    suspend fun sync(told: (Progress) -> Unit = {}): Report

    /**
     * Work as if, beside this one: everything can be done in it, nothing of it is on the disk,
     * leaves the phone or counts, and all of it is gone once it is closed. What would leave the
     * phone throws [Trouble.Practice].
     */
    suspend fun practise(): Teren

    /**
     * Takes this member's work off the phone, for somebody else to use it. [Trouble.SyncFirst]
     * while anything of it is nowhere else. Nothing is left to be done in it but to close it.
     */
    suspend fun leave()
}

/** A phone that several members may share. */
interface Phone {
    /** The codes that screens offer. */
    val vocabulary: Vocabulary

    /** The version of the library. */
    val version: String

    /** What should not be in a note as it stands in an editor. */
    fun warnings(note: String): List<Warning>

    /**
     * A hand-over as the words of codes, which are shown one after another, again and again.
     * [Trouble.HandOver] when it is too much for codes.
     */
    suspend fun codesOf(file: ByteArray): List<String>

    /**
     * Goes on with what was [kept] of another phone's codes, and takes the words of one more. One
     * that is no part of the same hand-over is [Trouble.HandOver] and changes nothing.
     */
    suspend fun readCodes(kept: String, code: String? = null): CodesRead

    /** Who has joined here: a name and a number each, and nothing else of theirs. */
    suspend fun members(): List<MemberHere>

    /** Joins by an invite's link. [label] is how the member is found on this phone. */
    suspend fun join(invite: String, label: String): Teren

    /** What the work of a member asks for. Nothing of the work is read for it. */
    suspend fun lock(label: String): LockState

    /** Whether a finger or a face could open work here. */
    val knowsBiometrics: Boolean

    /** Opens the work of a member who has joined here and has no PIN: [Trouble.Locked] else. */
    suspend fun open(label: String): Teren

    /** Opens by the PIN. A wrong one is [Trouble.WrongPin], and after some of them the next waits. */
    suspend fun unlock(label: String, pin: String): Teren

    /** Opens by a finger or a face; none when it was not shown, or is not known any more. */
    suspend fun unlockByBiometrics(label: String): Teren?

    /** Opens by an administrator's one-time code for this phone, and sets a new PIN. */
    suspend fun unlockByCode(label: String, code: String, pin: String): Teren

    /**
     * Takes work that is [Trouble.Unreadable] out of the way, so that the member can join again
     * under the same name. Nothing of it is deleted.
     */
    suspend fun setAside(label: String)

    /** Forgets the keys of a member whose work is gone. */
    suspend fun forget(label: String)
}
