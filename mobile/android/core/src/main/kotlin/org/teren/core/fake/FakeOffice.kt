package org.teren.core.fake

import java.time.Instant
import org.teren.core.Campaign
import org.teren.core.Me
import org.teren.core.Named
import org.teren.core.Problem
import org.teren.core.Question
import org.teren.core.Session
import org.teren.core.Trouble
import org.teren.core.Venue

/** What a server holds, for previews and tests of screens: no network, no disk, no waiting. */
class FakeOffice(val organisation: String = "Prevention Agency", val unit: String = "suceava") {
    /** Whether there is a line. */
    var online = true

    /** When a phone without one is to try again. */
    var retryAt: Instant? = null
    val campaigns = mutableListOf<Campaign>()
    val materials = mutableListOf<Named>()
    val venues = mutableListOf<Venue>()
    /** What every campaign asks. */
    val questions = mutableListOf<Question>()
    val members = mutableListOf<Me>()
    internal val papers = mutableMapOf<String, Paper>()
    /** What phones handed over, by the words of the file. */
    internal val files = mutableMapOf<String, List<Paper>>()
    /** The photos that were sent, by their hashes. */
    internal val photos = mutableMapOf<String, ByteArray>()
    private val invites = mutableMapOf<String, Me>()
    private val unlocks = mutableMapOf<String, Me>()

    /** A one-time invite for a member, as a link. */
    fun invite(name: String, role: String = "volunteer"): String {
        val me = members.find { it.name == name }
            ?: Me("m-${name.lowercase()}", name, role, unit, organisation).also(members::add)
        val link = "https://teren.example.org/join#code=${invites.size + 1}"
        invites[link] = me
        return link
    }

    internal fun accept(invite: String): Me {
        if (!invite.startsWith("https://")) {
            throw Trouble.Invalid(listOf(Problem("invite", invite, "a link")))
        }
        checkLine()
        return invites.remove(invite) ?: throw Trouble.Refused("invite", "it was used already")
    }

    /** An administrator's one-time code for the phone of a member who forgot the PIN. */
    fun unlockCode(name: String): String {
        val code = "$UNLOCK${unlocks.size + 1}"
        unlocks[code] = members.first { it.name == name }
        return code
    }

    internal fun acceptUnlock(code: String, me: Me) {
        if (!code.startsWith(UNLOCK)) {
            throw Trouble.WrongCode("this is no unlock code")
        }
        if (unlocks[code] != me) throw Trouble.WrongCode("it is not for this phone")
        unlocks.remove(code)
    }

    internal fun checkLine() {
        if (!online) throw Trouble.Offline("there is no line")
    }

    private companion object {
        const val UNLOCK = "teren-unlock:"
    }
}

/** A session, and who counted what of it. */
internal data class Paper(
    val session: Session,
    val counts: Map<String, Map<String, Long>> = emptyMap(),
    val whole: Set<Pair<String, String>> = emptySet(),
    val answers: Map<String, String> = emptyMap(),
    val photos: Set<String> = emptySet(),
)
