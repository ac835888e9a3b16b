package org.teren.model

import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.teren.core.Edit
import org.teren.core.Matter
import org.teren.core.MemberHere
import org.teren.core.Review
import org.teren.core.Trouble
import org.teren.core.fake.FakePhone

/** The models of the smaller screens. */
class ScreensTest {
    @Test
    fun joiningNeedsALinkAndTellsWhatWentWrong() = inOffice {
        var joined = 0
        val join = JoinModel(phone, scope) { joined += 1 }
        join.link("hello")
        assertEquals(false, join.state.value.ready)
        val invite = office.invite("Vera")
        join.link("  $invite ")
        join.name("Ana")
        join.join()
        assertIs<Trouble.Membership>(join.trouble.value, "the name is taken")
        join.name("Vera Ștefan")
        join.join()
        assertEquals(1, joined)
        assertNull(join.trouble.value)
        assertEquals(listOf("ana", "vera-stefan"), runBlocking { phone.members() }.map { it.label })
        join.name("Third")
        join.join()
        assertIs<Trouble.Refused>(join.trouble.value, "an invite is used once")
        assertEquals(false, join.state.value.working)
    }

    @Test
    fun namesBecomeWhatThePhonesListTakes() {
        val labels = mapOf(
            "Ana" to "ana", " Ștefan  Pop " to "stefan-pop", "Олена" to "olena",
            "Юлія" to "yuliya", "Йордан" to "yordan", "" to "member-3", "!!!" to "member-3",
        )
        for ((name, label) in labels) {
            assertEquals(label, JoinModel.labelOf(name, 3), name)
        }
    }

    @Test
    fun todayShowsWhatIsMineAndWhatIsUnsent() = inOffice {
        val today = TodayModel(ana, scope)
        scope.launch { today.watch() }
        assertEquals(0, today.state.value.standing?.unsent)
        assertEquals("Ana", today.state.value.me.name)
        val planned = planned("Market")
        val running = record().apply { kind("school") }.state.value.session!!.id
        assertEquals(listOf(running, planned), today.state.value.open.map { it.id })
        assertEquals(2, today.state.value.standing?.unsent)
        runBlocking { ana.finish(running) }
        today.load()
        assertEquals(listOf(planned), today.state.value.open.map { it.id })
        runBlocking { ana.sync() }
        assertEquals(0, today.state.value.standing?.unsent)
        assertNotNull(today.state.value.standing?.lastSync)
    }

    @Test
    fun theListIsSearchedFilteredAndPaged() = inOffice {
        repeat(35) { planned("Market $it") }
        val sessions = SessionsModel(ana, scope)
        assertEquals(30, sessions.state.value.rows.size)
        assertTrue(sessions.state.value.more)
        sessions.more()
        assertEquals(35, sessions.state.value.rows.map { it.id }.toSet().size)
        assertEquals(false, sessions.state.value.more)
        sessions.search("market 7")
        assertEquals(listOf("Market 7"), sessions.state.value.rows.map { it.title })
        sessions.search("")
        val ions = runBlocking {
            val ion = FakePhone(office).join(office.invite("Ion"), "ion")
            val said = listOf(Edit.Title("Market of Ion"), Edit.Team(ion.me.id, "lead"))
            ion.begin(said).also { ion.sync() }
        }
        runBlocking { ana.sync() }
        sessions.search("ion")
        assertEquals(listOf(ions), sessions.state.value.rows.map { it.id })
        sessions.filter(Filter.MINE)
        assertEquals(emptyList(), sessions.state.value.rows)
        sessions.search("market 7")
        assertEquals(1, sessions.state.value.rows.size)
        sessions.search("")
        sessions.filter(Filter.CONFLICTS)
        assertEquals(0, sessions.state.value.rows.size)
        disputed()
        sessions.load()
        assertEquals(1, sessions.state.value.rows.size)
    }

    @Test
    fun aConflictIsSettledByOneOfItsSayings() = inOffice {
        val session = SessionModel(ana, disputed(), scope)
        assertEquals("Ion", session.state.value.name("m-ion"))
        assertEquals("m-nobody", session.state.value.name("m-nobody"))
        session.settle("title", 1)
        assertEquals("Saturday market", session.state.value.session?.title)
        assertEquals(emptyList(), session.state.value.session?.conflicts)
        session.settle("title", 0)
        assertIs<Trouble.NotFound>(session.trouble.value)
    }

    @Test
    fun aSessionIsHiddenAndTwoOfOneEventAreCountedOnce() = inOffice {
        val id = planned("Market")
        val other = runBlocking {
            val ion = FakePhone(office).join(office.invite("Ion"), "ion")
            val same = listOf(
                Edit.Kind("public_event"), Edit.Title("Market day"), Edit.Where(STEFAN),
            )
            ion.begin(same).also { ion.sync() }
        }
        runBlocking { ana.sync() }
        val session = SessionModel(ana, id, scope)
        assertEquals(listOf(other), session.state.value.likeness.map { it.id })
        session.sameAs(other)
        assertEquals("Market day", session.state.value.counted?.title)
        assertEquals(emptyList(), session.state.value.likeness)
        session.apart()
        assertNull(session.state.value.counted)
        session.withdraw(" ")
        assertIs<Trouble.Invalid>(session.trouble.value)
        session.withdraw("It rained")
        assertEquals("It rained", session.state.value.session?.withdrawn)
        session.showAgain()
        assertNull(session.state.value.session?.withdrawn)
    }

    @Test
    fun aPastSessionIsRepeatedWithoutItsFigures() = inOffice {
        val id = planned("Market")
        runBlocking {
            ana.edit(id, listOf(Edit.Topic("documents", true), Edit.Team("m-ion", "helper")))
            ana.count(id, "reached.f.14-17", 9)
            ana.finish(id)
        }
        var again: String? = null
        SessionModel(ana, id, scope) { MORNING }.repeat { again = it }
        val session = ana.shown(again!!)
        assertEquals("Market", session.title)
        assertEquals(STEFAN, session.place)
        assertEquals("running", session.status)
        assertEquals(setOf("documents"), session.topics)
        assertEquals(mapOf("m-ana" to "lead", "m-ion" to "helper"), session.team)
        assertEquals(emptyMap(), session.figures)
    }

    @Test
    fun syncingTellsItsProgressAndItsEnd() = inOffice {
        val sync = SyncModel(ana, scope)
        scope.launch { sync.watch() }
        planned("Market")
        assertEquals(1, sync.state.value.standing?.unsent)
        sync.start()
        assertEquals(1L, sync.state.value.report?.sent)
        assertEquals(0L, sync.state.value.progress?.toSend)
        assertEquals(false, sync.state.value.running)
        office.online = false
        sync.start()
        assertIs<Trouble.Offline>(sync.trouble.value)
        assertEquals(false, sync.state.value.running)
    }

    @Test
    fun whatWaitsForMeIsShownUntilItIsDealtWith() = inOffice {
        val waiting = ForMeModel(ana, kept, scope)
        scope.launch { waiting.watch() }
        assertTrue(waiting.state.value.isEmpty)
        val id = planned("Market")
        assertEquals(listOf(id), waiting.state.value.assigned.map { it.id })
        val returned = Review("returned", "Which day was it?", changedSince = false)
        ana.bring(ana.shown(id).copy(status = "done", review = returned))
        ana.bring(Matter(1, id, "not_permitted", "the session was closed", MORNING))
        assertEquals("Which day was it?", waiting.state.value.returned.single().returned)
        ana.bring(Matter(2, "gone", "erased", "the session was erased", MORNING))
        val (first, second) = waiting.state.value.refused
        assertEquals("not_permitted" to "Market", first.matter.code to first.session?.title)
        assertNull(second.session, "it is not here any more")
        for (number in 1L..2L) waiting.dismiss(number)
        assertEquals(emptyList(), waiting.state.value.refused)
    }

    @Test
    fun workIsHandedOverAsAFileAndTaken() = inOffice {
        val id = planned("Market")
        val ion = runBlocking { FakePhone(office).join(office.invite("Ion"), "ion") }
        val files = mutableListOf<Pair<String, ByteArray>>()
        TogetherModel(ana, scope).handOver { name, file -> files += name to file }
        SessionModel(ana, id, scope).handOver { name, file -> files += name to file }
        assertEquals(listOf("ana.teren", "ana.teren"), files.map { it.first })
        val together = TogetherModel(ion, scope)
        for ((_, file) in files) together.take(Result.success(file))
        val became = together.state.value.taken.flatMap { it.papers }.map { it.became }
        assertEquals(listOf("known", "new"), became)
        assertEquals("Market", ion.shown(id).title)
        together.take(Result.success(byteArrayOf(1)))
        assertIs<Trouble.HandOver>(together.trouble.value)
    }

    @Test
    fun theHelplineCountsCardsInWhatIsUnderWayAndNothingElsewhere() = inOffice {
        val nowhere = HelplineModel(ana, scope)
        nowhere.card()
        assertNull(nowhere.state.value.session)
        val id = record().apply { kind("school") }.state.value.session!!.id
        val helpline = HelplineModel(ana, scope)
        helpline.card()
        helpline.card()
        helpline.referral()
        assertEquals(2L, helpline.state.value.cards)
        assertEquals(1L, helpline.state.value.referrals)
        repeat(2) { helpline.referral(-1) }
        assertEquals(0L, helpline.state.value.referrals, "nothing goes below nothing")
        assertEquals(0L, ana.shown(id).people)
        val other = record().apply { kind("school") }.state.value.session!!.id
        HelplineModel(ana, scope, id).card()
        assertEquals(3L, ana.shown(id).figures["tallies.helpline_cards"])
        assertEquals(emptyMap(), ana.shown(other).figures)
    }

    @Test
    fun whoSwitchesTheMemberSeesNothingOfTheOther() = inOffice {
        planned("Market")
        runBlocking { phone.join(office.invite("Ion"), "ion") }
        val app = AppModel(phone, scope, choices)
        app.start()
        assertEquals(Screen.Members, app.state.value.screen)
        app.choose("ana")
        assertEquals(Screen.Today, app.state.value.screen)
        app.go(Screen.More)
        app.go(Screen.About)
        assertTrue(app.back())
        assertEquals(Screen.More, app.state.value.screen)
        app.switchMember()
        assertNull(app.state.value.teren)
        assertEquals(listOf<Screen>(Screen.Members), app.state.value.way)
        assertEquals(listOf(MemberHere("ana", 1), MemberHere("ion", 0)), app.state.value.members)
        app.choose("ion")
        val sessions = SessionsModel(app.state.value.teren!!, scope)
        assertEquals(emptyList(), sessions.state.value.rows)
        assertEquals(false, app.back())
    }

    @Test
    fun whoLeavesAPhoneIsGoneFromItAndTheNextOneJoins() = inOffice {
        planned("Market")
        val told = mutableMapOf<String, List<Reminder>>()
        val reminding = Reminding { label, due -> told[label] = due }
        val app = AppModel(phone, scope, choices, reminding).apply { start() }
        val teren = app.state.value.teren!!
        ReadCodesModel(teren, phone, kept, scope).seen("CODE/1/1/2/00")
        assertNotNull(kept["codes ana"])
        app.leave()
        assertIs<Trouble.SyncFirst>(app.trouble.value)
        assertEquals(Screen.Today, app.state.value.screen)
        runBlocking { teren.sync() }
        app.leave()
        assertNull(app.trouble.value)
        assertEquals(listOf<Screen>(Screen.Join), app.state.value.way)
        assertEquals(mapOf("ana" to emptyList()), told)
        assertNull(kept["codes ana"], "nothing tells of whoever left")
    }

    @Test
    fun aPhoneOfOneOpensAtOnceAndANewOneAsksToJoin() = inOffice {
        val app = AppModel(phone, scope, choices).apply { start() }
        assertEquals(Screen.Today, app.state.value.screen)
        val fresh = AppModel(FakePhone(office), scope, choices).apply { start() }
        assertEquals(Screen.Join, fresh.state.value.screen)
        fresh.joinAnother()
        fresh.entered(ana)
        assertEquals(Screen.Today, fresh.state.value.screen)
    }
}
