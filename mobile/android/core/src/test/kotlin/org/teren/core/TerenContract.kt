package org.teren.core

import java.time.Instant
import kotlin.random.Random
import kotlin.test.Test
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertNotNull
import kotlin.test.assertTrue
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.teren.testing.aPicture

/** An organisation with phones, whatever stands behind it. */
interface World : AutoCloseable {
    /** The phone of this name, as it is after its app was started anew. */
    fun phone(name: String): Phone

    fun invite(member: String, role: String = "volunteer"): String

    /** A campaign that asks of each `class` how many `pupils` there were; its id. */
    fun asks(): String

    /** Whether there is a line between phones and server. */
    fun line(isThere: Boolean)
}

/** What every [Phone] and [Teren] promises. Run against the library and against the fake. */
abstract class TerenContract {
    abstract fun world(): World

    private fun inWorld(test: suspend World.() -> Unit) = runBlocking { world().use { it.test() } }

    private suspend fun World.join(name: String, role: String = "volunteer") =
        phone(name).join(invite(name, role), name.lowercase())

    @Test
    fun whatReturnedIsThereWhenTheAppIsOpenedAgain() = inWorld {
        val id = join("Ana").use { ana ->
            val id = ana.begin(ana.school)
            ana.count(id, "reached.f.14-17", 3)
            ana.count(id, "reached.f.14-17", -1)
            ana.count(id, "reached.m.unknown", 1)
            ana.count(id, "tallies.questions", 4)
            ana.edit(id, listOf(Edit.Topic("work_abroad", true), Edit.Where(radauti)))
            ana.writeNotes(id, "", "Many asked about contracts.")
            id
        }
        phone("Ana").open("ana").use { ana ->
            val session = ana.session(id)
            assertEquals("school", session.kind)
            assertEquals("running", session.status)
            assertEquals(mapOf(ana.me.id to "lead"), session.team)
            val figures =
                mapOf("reached.f.14-17" to 2L, "reached.m.unknown" to 1L, "tallies.questions" to 4L)
            assertEquals(figures, session.figures)
            assertEquals(3L, session.people)
            assertEquals(setOf("work_abroad"), session.topics)
            assertEquals(radauti, session.place)
            assertEquals("Many asked about contracts.", session.notes)
            assertEquals(listOf(ana.me.id), ana.editors(id).map { it.who })
            assertEquals("done", ana.finish(id).status)
            assertNotNull(ana.session(id).endedAt)
        }
    }

    @Test
    fun whereAPhoneFoundItselfIsKeptToAboutAKilometre() = inWorld {
        join("Ana").use { ana ->
            val id = ana.begin(ana.school)
            val here = ana.edit(id, listOf(Edit.At(Point(47.847912, 25.918217))))
            assertEquals(Point(47.85, 25.92), here.at)
            assertEquals(null, ana.edit(id, listOf(Edit.At(null))).at)
        }
    }

    @Test
    fun aSessionIsHiddenWithAReasonAndShownAgain() = inWorld {
        join("Ana").use { ana ->
            val id = ana.begin(ana.school)
            assertEquals("Entered twice", ana.withdraw(id, "Entered twice").withdrawn)
            assertEquals(emptyList(), ana.sessions(Query()).sessions)
            assertEquals(null, ana.showAgain(id).withdrawn)
            assertEquals(listOf(id), ana.sessions(Query()).sessions.map { it.id })
        }
    }

    @Test
    fun whatTwoPeopleRecordedOfOneEventIsToldAndCountedOnce() = inWorld {
        val (ana, ion) = join("Ana") to join("Ion")
        val hers = ana.begin(ana.school + Edit.Where(radauti))
        ana.begin(ana.school + Edit.Where(radauti))
        val his = ion.begin(ion.school + Edit.Where(radauti))
        val elsewhere = ion.begin(ion.school + Edit.Where(radauti.copy(venue = "Gara")))
        for (phone in listOf(ana, ion)) phone.sync()
        assertTrue(hers in ion.likeness(his).map { it.id })
        assertEquals(emptyList(), ion.likeness(elsewhere))
        assertEquals(hers, ion.markDuplicate(his, hers).duplicateOf)
        assertEquals(emptyList(), ion.likeness(his))
        assertEquals(null, ion.unmarkDuplicate(his).duplicateOf)
        assertTrue(hers in ion.likeness(his).map { it.id })
        listOf(ana, ion).forEach(Teren::close)
    }

    @Test
    fun anOwnCountIsAPartUntilItIsSaidToBeTheWhole() = inWorld {
        join("Ana").use { ana ->
            val id = ana.begin(ana.school)
            ana.count(id, "reached.f.14-17", 2)
            fun own(session: Session) =
                session.counters.single { it.who == ana.me.id && it.table == "people" }
            assertEquals(false, own(ana.session(id)).whole)
            assertEquals(true, own(ana.sayWhole(id, "people", true)).whole)
            assertEquals(2L, ana.session(id).people)
            assertEquals(false, own(ana.sayWhole(id, "people", false)).whole)
        }
    }

    @Test
    fun listsComeInPagesNewestFirstAndAreFiltered() = inWorld {
        join("Ana").use { ana ->
            val ids = (1..5).map { day ->
                val at = Instant.parse("2017-03-0${day}T09:00:00Z")
                ana.begin(ana.school + Edit.StartedAt(at) + Edit.Title("Grade $day"))
            }
            ana.edit(ids[0], listOf(Edit.Status("done")))
            val first = ana.sessions(Query(limit = 2))
            assertEquals(ids.reversed().take(2), first.sessions.map { it.id })
            assertTrue(first.more)
            val last = ana.sessions(Query(limit = 2, offset = 4))
            assertEquals(listOf(ids[0]), last.sessions.map { it.id })
            assertTrue(!last.more)
            assertEquals(1, ana.sessions(Query(search = "grade 3")).sessions.size)
            assertEquals(listOf(ids[0]), ana.sessions(Query(status = "done")).sessions.map { it.id })
            assertEquals(5, ana.sessions(Query(heldBy = ana.me.id)).sessions.size)
            assertEquals(0, ana.sessions(Query(heldBy = "m-nobody")).sessions.size)
            assertEquals(5, ana.sessions(Query(onlyUnsent = true)).sessions.size)
            assertEquals(0, ana.sessions(Query(onlyConflicts = true)).sessions.size)
            assertEquals(0, ana.sessions(Query(onlyReturned = true)).sessions.size)
            assertEquals("2017-03-05", first.sessions[0].day)
        }
    }

    @Test
    fun howItStandsIsToldAtOnceAndAfterEachChange() = inWorld {
        join("Ana").use { ana ->
            val told = mutableListOf<Int>()
            coroutineScope {
                val watching = launch(start = CoroutineStart.UNDISPATCHED) {
                    ana.standing.collect { told += it.unsent }
                }
                ana.begin(ana.school)
                ana.standing.first { it.unsent == 1 }
                ana.sync()
                assertNotNull(ana.standing.first { it.unsent == 0 }.lastSync)
                watching.cancelAndJoin()
            }
            val before = told.size
            ana.begin(ana.school)
            ana.standing.first { it.unsent == 1 }
            assertEquals(before, told.size, "nobody listens any more")
            assertTrue(told.isNotEmpty() && told.first() in 0..1, "the present value first: $told")
        }
    }

    @Test
    fun aSyncCarriesWorkFromOnePhoneToAnother() = inWorld {
        val ana = join("Ana")
        val ion = join("Ion")
        val id = ana.begin(ana.school)
        ana.count(id, "reached.f.14-17", 2)
        val told = mutableListOf<Progress>()
        ana.sync { told += it }
        assertEquals(1L, told.first().toSend)
        assertEquals(0L, told.last().toSend)
        ion.sync()
        ion.count(id, "reached.f.14-17", 5)
        ion.sync()
        ana.sync()
        assertEquals(mapOf("reached.f.14-17" to 7L), ana.session(id).figures)
        assertTrue(ana.colleagues().map { it.name }.containsAll(listOf("Ana", "Ion")))
        val who = ana.editors(id).map { it.who }.toSet()
        assertEquals(setOf(ana.me.id, ion.me.id), who)
        listOf(ana, ion).forEach(Teren::close)
    }

    @Test
    fun workIsHandedToAnotherPhoneWithoutALineAndIsThereOnce() = inWorld {
        val (ana, ion, maria) = listOf(join("Ana"), join("Ion"), join("Maria", "coordinator"))
        for (phone in listOf(ana, ion, ana)) phone.sync()
        line(false)
        val id = ana.begin(ana.school + Edit.Title("Grade 9"))
        ana.count(id, "reached.f.14-17", 4)
        val file = ana.handOver(listOf(id))
        val taken = ion.take(file).single()
        assertEquals("Ana", taken.from)
        assertEquals(listOf("new"), taken.papers.map { it.became })
        assertEquals(4L, ion.session(id).people)
        assertEquals(listOf(ana.me.id), ion.sessions(Query()).sessions.single().broughtBy)
        assertEquals(listOf("known"), ion.take(file).single().papers.map { it.became })
        val none = assertFailsWith<Trouble.HandOver> { ion.take("no such file".toByteArray()) }
        assertEquals("unknown", none.code)
        line(true)
        ion.sync()
        maria.sync()
        assertEquals(4L, maria.session(id).people)
        ana.sync()
        maria.sync()
        assertEquals(4L, maria.session(id).people, "brought twice, it counts once")
        listOf(ana, ion, maria).forEach(Teren::close)
    }

    @Test
    fun aHandOverIsReadAsCodesInAnyOrderAndTheRestAnotherDay() = inWorld {
        val (ana, ion) = join("Ana") to join("Ion")
        for (phone in listOf(ana, ion)) phone.sync()
        line(false)
        val id = ana.begin(ana.school)
        // Words that cannot be made much smaller, so that one code does not do.
        ana.writeNotes(id, "", (1..60).joinToString(" ") { "${it * 7919 * it}" })
        val file = ana.handOver(listOf(id))
        val codes = phone("Ana").codesOf(file)
        assertTrue(codes.size > 2, "${codes.size} codes")
        assertEquals(CodesProgress.NOTHING, phone("Ion").readCodes("").progress)
        val numbers = (1..codes.size).shuffled(Random(codes.size))
        var kept = ""
        for (number in numbers.drop(2) + numbers.last()) {
            kept = phone("Ion").readCodes(kept, codes[number - 1]).kept
        }
        assertFailsWith<Trouble.HandOver> { phone("Ion").readCodes(kept, "https://example.org") }
        val other = phone("Ana").codesOf(ana.handOver(listOf(id)))
        val mixed = assertFailsWith<Trouble.HandOver> { phone("Ion").readCodes(kept, other[0]) }
        assertEquals("other_codes", mixed.code)
        val begun = phone("Ion").readCodes(kept)
        val progress = CodesProgress(codes.size - 2, codes.size, numbers.take(2).sorted())
        assertEquals(progress, begun.progress)
        assertEquals(null, begun.file)
        for (number in numbers.take(2)) kept = phone("Ion").readCodes(kept, codes[number - 1]).kept
        val whole = assertNotNull(phone("Ion").readCodes(kept).file)
        assertContentEquals(file, whole)
        assertEquals(listOf("new"), ion.take(whole).single().papers.map { it.became })
        listOf(ana, ion).forEach(Teren::close)
    }

    @Test
    fun withoutACampaignNothingIsAsked() = inWorld {
        join("Ana").use { ana ->
            val id = ana.begin(ana.school)
            assertEquals(Asked.NOTHING, ana.questions(id, "ro"))
            assertFailsWith<Trouble> { ana.answer(id, "how_many", "3") }
        }
    }

    @Test
    fun aGroupIsAskedAsOftenAsThereIsSomethingToSayAndOneTimeIsTakenBack() = inWorld {
        val campaign = asks()
        join("Ana").use { ana ->
            ana.sync()
            val id = ana.begin(ana.school + Edit.Campaign(campaign))
            suspend fun pupils(vararg begun: String) = ana.questions(id, "ro", begun.toSet())
                .questions.filter { it.key.endsWith("/pupils") }
            assertEquals(listOf("class"), ana.questions(id, "ro").again.map { it.group })
            val first = ana.askAgain(id, "class")
            assertTrue(pupils().isEmpty(), "nothing is there before it is answered")
            val empty = pupils(first).single()
            assertEquals(first to 1, empty.time to empty.repetition)
            ana.answer(id, empty.key, "24")
            ana.answer(id, ana.askAgain(id, "class") + "pupils", "20")
            assertEquals(listOf("24", "20"), pupils().map { it.answer })
            assertEquals(listOf<Int?>(1, 2), pupils(first).map { it.repetition })
            ana.unask(id, first)
            assertEquals(listOf("20"), pupils().map { it.answer })
            assertFailsWith<Trouble> { ana.askAgain(id, "pupils") }
        }
    }

    @Test
    fun aPhotoIsHereAtOnceGoesOutWithASyncAndComesToWhoAsksForIt() = inWorld {
        val (ana, ion) = join("Ana") to join("Ion")
        val id = ana.begin(ana.school)
        ana.attach(id, aPicture())
        val photo = ana.photos(id).single()
        assertEquals(1, phone("Ana").members().single().unsentPhotos)
        assertEquals(PhotoState.WAITING to 0, photo.state to photo.percent)
        assertEquals(1, ana.standing.first { it.unsentPhotos > 0 }.unsentPhotos)
        val here = ana.photo(id, photo.hash)
        assertEquals(photo.bytes, here.size.toLong())
        assertFailsWith<Trouble.Invalid> { ana.attach(id, "no picture".toByteArray()) }

        assertEquals(1L, ana.sync().photosSent)
        assertEquals(PhotoState.SENT, ana.photos(id).single().state)
        ion.sync()
        assertEquals(PhotoState.ELSEWHERE, ion.photos(id).single().state)
        assertContentEquals(here, ion.photo(id, photo.hash))

        ana.detach(id, photo.hash)
        assertEquals(emptyList(), ana.photos(id))
        assertFailsWith<Trouble.NotFound> { ana.photo(id, photo.hash) }
        for (phone in listOf(ana, ion)) phone.sync()
        assertEquals(emptyList(), ion.photos(id))
        listOf(ana, ion).forEach(Teren::close)
    }

    @Test
    fun aNoteIsLookedThroughForWhatMustNotBeInIt() = inWorld {
        val phone = phone("Ana")
        assertEquals(emptyList(), phone.warnings("Many asked about contracts."))
        assertEquals(listOf("phone"), phone.warnings("Call 0745123456 later").map { it.kind })
    }

    @Test
    fun withoutALineEverythingButSyncingGoesOn() = inWorld {
        join("Ana").use { ana ->
            line(false)
            val id = ana.begin(ana.school)
            assertFailsWith<Trouble.Offline> { ana.sync() }
            ana.count(id, "reached.f.14-17", 1)
            assertEquals(1, ana.standing.first().unsent)
            line(true)
            ana.sync()
            assertEquals(0, ana.standing.first().unsent)
        }
    }

    @Test
    fun membersOfOnePhoneSeeANumberOfEachOtherAndNothingElse() = inWorld {
        val phone = phone("shared")
        val ana = phone.join(invite("Ana"), "ana")
        val id = ana.begin(ana.school)
        ana.close()
        val ion = phone.join(invite("Ion"), "ion")
        assertEquals(emptyList(), ion.sessions(Query()).sessions)
        assertFailsWith<Trouble.NotFound> { ion.session(id) }
        assertEquals(listOf(MemberHere("ana", 1)), ion.standing.first().others)
        ion.close()
        val here = listOf(MemberHere("ana", 1), MemberHere("ion", 0))
        assertEquals(here, phone("shared").members())
        phone("shared").open("ana").use { assertEquals(id, it.session(id).id) }
    }

    @Test
    fun whatCannotBeDoneIsSaidInOneOfAFewTroublesAndChangesNothing() = inWorld {
        val phone = phone("Ana")
        assertFailsWith<Trouble.Membership> { phone.open("ana") }
        assertFailsWith<Trouble.Invalid> { phone.join("hello", "ana") }
        val invite = invite("Ana")
        assertFailsWith<Trouble.Membership> { phone.join(invite, "Ana Pop") }
        phone.join(invite, "ana").use { ana ->
            assertFailsWith<Trouble.Refused> { phone("Ion").join(invite, "ion") }
            assertFailsWith<Trouble.Membership> { phone.join(invite("Ion"), "ana") }
            assertFailsWith<Trouble.NotFound> { ana.session(NOBODYS) }
            assertFailsWith<Trouble.NotFound> { ana.count(NOBODYS, "reached.f.14-17", 1) }
            assertFailsWith<Trouble.Invalid> { ana.begin(emptyList()) }
            val nameless = Place(locality = "Radauti")
            assertFailsWith<Trouble.Invalid> { ana.proposeVenue(nameless) }
            assertEquals(emptyList(), ana.sessions(Query()).sessions)
        }
    }

    @Test
    fun whoLeavesAPhoneTakesTheirWorkOffItOnceAllOfItIsAtTheServer() = inWorld {
        val ana = join("Ana")
        val id = ana.begin(ana.school)
        assertFailsWith<Trouble.SyncFirst> { ana.leave() }
        assertEquals(id, ana.session(id).id)
        ana.practise().use { asIf -> assertFailsWith<Trouble.Practice> { asIf.leave() } }
        ana.sync()
        ana.leave()
        ana.close()
        assertEquals(emptyList(), phone("Ana").members())
        assertFailsWith<Trouble.Membership> { phone("Ana").open("ana") }
        join("Ana").use { again ->
            assertEquals(emptyList(), again.sessions(Query()).sessions)
            again.sync()
            assertEquals(id, again.session(id).id)
        }
    }

    @Test
    fun aVenueThatTheRegisterLacksGetsAnIdOfItsOwn() = inWorld {
        join("Ana").use { ana ->
            val said = Place("RO", "RO-SV", "Radauti", "Scoala noua")
            val proposed = ana.proposeVenue(said)
            assertEquals(said, proposed.copy(venueId = ""))
            assertTrue(proposed.venueId.startsWith("p-"))
        }
    }

    @Test
    fun theCodesThatAreOfferedAreTheSame() = inWorld {
        val vocabulary = phone("Ana").vocabulary
        assertContentEquals(listOf("f", "m", "o", "u"), vocabulary.sexes)
        assertEquals(10, vocabulary.ageBands.size)
        assertEquals("school", vocabulary.kinds.first())
        assertEquals(listOf("helpline_cards", "questions", "referrals"), vocabulary.tallies)
        assertEquals(13, vocabulary.topics.size)
    }

    private companion object {
        const val NOBODYS = "0191f0a2-3b4c-7d5e-8f60-718293a4b5c6"
        val radauti = Place("RO", "RO-SV", "Radauti", "Piata Mare", "")
    }

    private val Teren.school
        get() = listOf(
            Edit.Kind("school"),
            Edit.Status("running"),
            Edit.StartedAt(Instant.parse("2017-03-14T08:00:00Z")),
            Edit.Team(me.id, "lead"),
        )
}
