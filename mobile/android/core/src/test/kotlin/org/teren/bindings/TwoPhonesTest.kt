package org.teren.bindings

import java.time.Instant
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertIs
import kotlin.test.assertTrue
import kotlinx.coroutines.runBlocking

/** Two phones through the generated bindings, the real library and a real server. */
class TwoPhonesTest : WithServer() {
    @Test
    fun twoPhonesCountTheSameSessionOfflineAndAgree() = runBlocking {
        val ana = join("Ana")
        val ion = join("Ion")
        val id = ana.plan(market)
        assertEquals(1u, ana.status().unsent)
        assertEquals(1uL, ana.sync(null).roundTrips)
        ion.sync(null)
        assertEquals(listOf(id), ion.list(everything).sessions.map { it.id })

        server.kill()
        repeat(3) { ana.count(id, "reached.f.14-17", 1) }
        ana.edit(id, listOf(SessionEdit.Notes("", "Many asked about contracts.")))
        ion.count(id, "reached.f.14-17", 2)
        ion.count(id, "reached.m.14-17", 4)
        ion.finish(id)
        assertFailsWith<TerenException.Offline> { ana.sync(null) }
        assertEquals(1u, ana.status().unsent)

        server.start()
        ana.sync(null)
        ion.sync(null)
        ana.sync(null)
        val expected = listOf(Figure("reached.f.14-17", 5uL), Figure("reached.m.14-17", 4uL))
        for (phone in listOf(ana, ion)) {
            val session = phone.session(id)
            assertEquals(expected, session.figures)
            assertEquals("done", session.status)
            assertEquals("Many asked about contracts.", session.notes)
            assertEquals(emptyList(), session.conflicts)
            assertEquals(9uL, phone.list(everything).sessions.single().people)
            assertEquals(0u, phone.status().unsent)
            assertEquals(0uL, phone.status().attention)
        }
        listOf(ana, ion).forEach(Client::close)
    }

    @Test
    fun twoTitlesAreShownUntilSomebodySettlesThem() = runBlocking {
        val ana = join("Ana")
        val ion = join("Ion")
        val id = ana.plan(market)
        ana.sync(null)
        ion.sync(null)
        ana.edit(id, listOf(SessionEdit.Title("Market day")))
        ion.edit(id, listOf(SessionEdit.Title("Saturday market")))
        ana.sync(null)
        ion.sync(null)

        val open = ion.disputed().single().conflicts.single()
        assertEquals("title", open.field)
        assertEquals(setOf("Market day", "Saturday market"), open.sayings.map { it.value }.toSet())
        val chosen = open.sayings.indexOfFirst { it.value == "Market day" }
        ion.resolve(id, "title", chosen.toUInt())
        ion.sync(null)
        ana.sync(null)
        assertEquals("Market day", ana.session(id).title)
        assertEquals(emptyList(), ana.disputed())
        listOf(ana, ion).forEach(Client::close)
    }

    @Test
    fun whatIsUnsentSurvivesClosingAndIsToldWhileItIsSent() = runBlocking {
        val home = home("Ana")
        val label = Client.join(home, server.invite("Ana"), "ana").use { ana ->
            ana.record("""{"kind": "school", "title": "Grade 9", "groups": {"pupils": 24}}""")
            ana.me().name
        }
        assertEquals("Ana", label)
        assertEquals(listOf(MemberOnPhone("ana", 1u)), members(home.dir))
        Client.open(home, null).use { ana ->
            val told = mutableListOf<SyncProgress>()
            ana.sync(object : SyncListener {
                override fun onProgress(progress: SyncProgress) {
                    told.add(progress)
                }
            })
            assertEquals(1uL, told.first().toSend)
            assertEquals(0uL, told.last().toSend)
            assertEquals(24uL, ana.list(everything).sessions.single().people)
        }
    }

    @Test
    fun errorsSayWhichOfAFewThingsWentWrong() = runBlocking {
        val home = home("Ana")
        assertFailsWith<TerenException.Membership> { Client.open(home, null) }
        assertFailsWith<TerenException.Invalid> { Client.join(home, "hello", "ana") }
        val invite = server.invite("Ana")
        val pinOfAnother = invite.replace(Regex("pin=[0-9a-f]{64}"), "pin=" + "0".repeat(64))
        assertFailsWith<TerenException.NotTrusted> { Client.join(home, pinOfAnother, "ana") }
        val ana = Client.join(home, invite, "ana")
        val again = home("Ion")
        assertIs<TerenException.Refused>(
            assertFailsWith<TerenException> { Client.join(again, invite, "ion") },
            "an invite is used once",
        )
        val wrong = assertFailsWith<TerenException.Invalid> {
            ana.record("""{"kind": "scool", "reached": {"f.15-19": 2}}""")
        }
        assertEquals(listOf("kind", "reached.f.15-19"), wrong.problems.map { it.field })
        assertTrue("public_event" in wrong.problems.first().allowed)
        assertFailsWith<TerenException.NotFound> {
            ana.session("0191f0a2-3b4c-7d5e-8f60-718293a4b5c6")
        }
        ana.close()
        val otherKey = Home(home.dir, ByteArray(32) { 9 }, home.app)
        assertFailsWith<TerenException.Unreadable> { Client.open(otherKey, null) }
        Unit
    }

    private val everything = ListQuery(
        search = "",
        status = null,
        heldBy = null,
        onlyUnsent = false,
        onlyConflicts = false,
        onlyReturned = false,
        offset = 0u,
        limit = 50u,
    )

    private val market = NewSession(
        kind = "public_event",
        title = "Market",
        campaign = null,
        place = Place("RO", "RO-SV", "Radauti", "Piata Mare", ""),
        plannedFor = Instant.parse("2017-03-14T08:00:00Z"),
    )
}
