package org.teren.model

import java.time.Duration
import java.time.Instant
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.UnconfinedTestDispatcher
import kotlinx.coroutines.test.advanceTimeBy
import kotlinx.coroutines.test.runTest
import org.teren.core.Phone
import org.teren.core.Query
import org.teren.core.Teren
import org.teren.core.Trouble
import org.teren.core.fake.FakePhone
import org.teren.core.fake.FakeTeren

/** The PIN before a member's work, and all that closes it. */
class LockTest {
    private fun Desk.app(now: () -> Instant = { MORNING }) = AppModel(phone, scope, choices, now = now)

    private fun Desk.setPin() = runBlocking { ana.lock.set(PIN) }

    private fun Desk.unlock(app: AppModel) = UnlockModel(phone, "ana", scope) { app.entered(it) }

    @Test
    fun aPinIsAskedBeforeTheWorkAndAWrongOneShowsNothing() = inOffice {
        setPin()
        val app = app().apply { start() }
        assertEquals(listOf(Screen.Members, Screen.Unlock("ana")), app.state.value.way)
        assertNull(app.state.value.teren)
        val door = unlock(app)
        assertEquals(false, door.state.value.ready)
        door.pin("000000")
        door.unlock()
        assertIs<Trouble.WrongPin>(door.trouble.value)
        assertEquals("", door.state.value.pin)
        assertNull(app.state.value.teren)
        door.pin(PIN)
        door.unlock()
        assertEquals(Screen.Today, app.state.value.screen)
        assertNotNull(app.state.value.teren)
    }

    @Test
    fun aSecondTapOnADoorThatIsOpeningDoesNothing() = inOffice {
        setPin()
        var asked = 0
        val checked = CompletableDeferred<Unit>()
        val slow = object : Phone by phone {
            override suspend fun unlock(label: String, pin: String): Teren {
                asked += 1
                checked.await()
                return phone.unlock(label, pin)
            }
        }
        val door = UnlockModel(slow, "ana", scope) {}
        door.pin(PIN)
        door.unlock()
        assertEquals("", door.state.value.pin)
        door.pin(PIN)
        door.unlock()
        checked.complete(Unit)
        assertEquals(1, asked)
        assertEquals(false, door.state.value.working)
    }

    @Test
    fun afterTooManyWrongPinsTheNextWaits() = runTest(UnconfinedTestDispatcher()) {
        val desk = Desk().apply { setPin() }
        val door = UnlockModel(desk.phone, "ana", backgroundScope) { error("it opened") }
        repeat(5) {
            door.pin("000000")
            door.unlock()
        }
        assertEquals(30L, door.state.value.waitSeconds)
        door.pin(PIN)
        assertEquals(false, door.state.value.ready)
        val again = UnlockModel(desk.phone, "ana", backgroundScope) { error("it opened") }
        assertEquals(30L, again.state.value.waitSeconds)
        launch { door.watch() }
        advanceTimeBy(30_001)
        assertEquals(true, door.state.value.ready)
    }

    @Test
    fun aForgottenPinIsReplacedByAnAdministratorsCodeOnce() = inOffice {
        setPin()
        val app = app().apply { start() }
        val forgotten = ForgottenPinModel(phone, "ana", scope) { app.entered(it) }
        val code = office.unlockCode("Ana")
        forgotten.code("hello")
        assertEquals(false, forgotten.state.value.looksLikeCode)
        forgotten.code(" $code\n")
        forgotten.pin(NewPin("246", "246"))
        assertEquals(false, forgotten.state.value.ready)
        forgotten.pin(NewPin("246802", "246803"))
        assertTrue(forgotten.state.value.pin.differs)
        forgotten.pin(NewPin("246802", "246802"))
        forgotten.unlock()
        assertEquals(Screen.Today, app.state.value.screen)
        app.lock()
        val twice = ForgottenPinModel(phone, "ana", scope) { app.entered(it) }
        twice.code(code)
        twice.pin(NewPin("135790", "135790"))
        twice.unlock()
        assertIs<Trouble.WrongCode>(twice.trouble.value)
        val door = unlock(app)
        door.pin("246802")
        door.unlock()
        assertEquals(Screen.Today, app.state.value.screen)
    }

    @Test
    fun aFingerOpensWhereThatWasChosen() = inOffice {
        phone.learnFinger()
        setPin()
        val pin = PinModel(ana, phone, choices, scope) {}
        pin.begin(PinModel.Doing.BIOMETRICS)
        pin.old("000000")
        pin.go()
        assertIs<Trouble.WrongPin>(pin.trouble.value)
        assertEquals(false, pin.state.value.lock?.biometrics)
        pin.old(PIN)
        pin.go()
        assertEquals(true, pin.state.value.lock?.biometrics)
        val app = app().apply { start() }
        phone.showsFinger = false
        unlock(app).unlockByBiometrics()
        assertNull(app.state.value.teren)
        phone.showsFinger = true
        val door = unlock(app)
        assertTrue(door.state.value.biometrics)
        door.unlockByBiometrics()
        assertEquals(Screen.Today, app.state.value.screen)
        pin.stopBiometrics()
        assertEquals(false, unlock(app).state.value.biometrics)
    }

    @Test
    fun thePinIsSetChangedAndRemovedByWhoKnowsIt() = inOffice {
        var told: Boolean? = null
        val pin = PinModel(ana, phone, choices, scope) { told = it }
        assertEquals(false, pin.state.value.lock?.pin)
        pin.begin(PinModel.Doing.SET)
        pin.new(NewPin(PIN, PIN))
        pin.go()
        assertEquals(true, told)
        assertEquals(PinModel.Doing.SET, pin.state.value.done)
        assertEquals(NewPin.EMPTY, pin.state.value.new)
        pin.begin(PinModel.Doing.CHANGE)
        pin.old("999999")
        pin.new(NewPin("246802", "246802"))
        pin.go()
        assertIs<Trouble.WrongPin>(pin.trouble.value)
        pin.old(PIN)
        pin.go()
        assertEquals(PinModel.Doing.CHANGE, pin.state.value.done)
        pin.begin(PinModel.Doing.REMOVE)
        assertEquals(false, pin.state.value.ready)
        pin.old("246802")
        pin.go()
        assertEquals(false, told)
        assertEquals(false, pin.state.value.lock?.pin)
        assertEquals(Screen.Today, app().apply { start() }.state.value.screen)
    }

    @Test
    fun oneTapClosesEverythingAndLosesNothing() = inOffice {
        setPin()
        val app = app().apply { entered(ana) }
        val record = record().apply { kind("school") }
        app.go(Screen.Record(null))
        record.tap("reached.f.14-17")
        app.lock()
        assertEquals(listOf(Screen.Members, Screen.Unlock("ana")), app.state.value.way)
        assertNull(app.state.value.open)
        assertNull(app.whereabouts())
        val opened = runBlocking { phone.unlock("ana", PIN).sessions(Query()).sessions.single() }
        assertEquals(1L, opened.people)
        assertEquals(false, app.back() && app.back())
    }

    @Test
    fun withoutAPinItClosesToWhoeverGoesOn() = inOffice {
        val app = app().apply { entered(ana) }
        app.lock()
        assertTrue(app.state.value.closedOpenly)
        assertEquals(listOf<Screen>(Screen.Members), app.state.value.way)
        assertEquals(listOf("ana"), app.state.value.members.map { it.label })
        app.choose("ana")
        assertEquals(Screen.Today, app.state.value.screen)
    }

    @Test
    fun whoHasJoinedIsAskedForAPinOnce() = inOffice {
        val app = app().apply { joined(ana) }
        assertEquals<List<Screen>>(listOf(Screen.FirstPin), app.state.value.way)
        app.lock()
        app.choose("ana")
        assertEquals<List<Screen>>(listOf(Screen.Today), app.state.value.way)
        assertEquals(false, app.state.value.closedOpenly)
    }

    @Test
    fun whoLeavesForLongIsAskedAgainAndWhoComesBackSoonIsNot() = runTest(UnconfinedTestDispatcher()) {
        val desk = Desk().apply { setPin() }
        var now = MORNING
        val app = AppModel(desk.phone, backgroundScope, desk.choices) { now }
        fun away(time: Duration, asleep: Boolean = false) {
            app.entered(desk.ana)
            app.left()
            if (!asleep) advanceTimeBy(time.toMillis())
            now += time
            app.cameBack()
        }
        desk.choices.lockAfter("ana", LockAfter.FIVE_MINUTES)
        away(Duration.ofMinutes(4))
        assertNotNull(app.state.value.teren)
        away(Duration.ofMinutes(6))
        assertNull(app.state.value.teren)
        away(Duration.ofMinutes(6), asleep = true)
        assertNull(app.state.value.teren)
        // A clock that was set back proves no short absence.
        away(Duration.ofMinutes(-1), asleep = true)
        assertNull(app.state.value.teren)
        desk.choices.lockAfter("ana", LockAfter.AT_ONCE)
        app.errand()
        away(Duration.ofMinutes(2))
        assertNotNull(app.state.value.teren)
        away(Duration.ofMinutes(2))
        assertNull(app.state.value.teren)
        app.entered(desk.ana)
        app.left()
        advanceTimeBy(1)
        assertNull(app.state.value.teren)
        assertEquals(LockAfter.AT_ONCE, Choices(desk.kept).lockAfter("ana"))
        assertEquals(LockAfter.A_MINUTE, Choices(desk.kept).lockAfter("ion"), "each has an own")
    }

    @Test
    fun whoLeftWhileItOpenedIsAwayAsWell() = runTest(UnconfinedTestDispatcher()) {
        val desk = Desk().apply { setPin() }
        var now = MORNING
        val app = AppModel(desk.phone, backgroundScope, desk.choices) { now }.apply { start() }
        app.left()
        now += Duration.ofSeconds(20)
        app.entered(desk.ana)
        assertNotNull(app.state.value.teren)
        advanceTimeBy(41_000)
        assertNull(app.state.value.teren)
    }

    @Test
    fun anErrandThatWasNoneKeepsNothingOpen() = runTest(UnconfinedTestDispatcher()) {
        val desk = Desk().apply { setPin() }
        var now = MORNING
        val app = AppModel(desk.phone, backgroundScope, desk.choices) { now }
        desk.choices.lockAfter("ana", LockAfter.AT_ONCE)
        app.entered(desk.ana)
        // The camera was not there, and the member goes on.
        app.errand()
        now += Duration.ofMinutes(1)
        app.left()
        advanceTimeBy(1)
        assertNull(app.state.value.teren)
    }

    @Test
    fun whoWasAwayTooLongComesBackToWhereTheyWere() = runTest(UnconfinedTestDispatcher()) {
        val desk = Desk().apply { setPin() }
        var now = MORNING
        val app = AppModel(desk.phone, backgroundScope, desk.choices) { now }
        app.entered(desk.ana)
        val way = listOf(Screen.More, Screen.Settings).onEach(app::go)
        app.left()
        advanceTimeBy(61_000)
        assertEquals(Screen.Unlock("ana"), app.state.value.screen)
        app.cameBack()
        desk.unlock(app).run { pin(PIN); unlock() }
        assertEquals<List<Screen>>(way, app.state.value.way)
        // Whoever locks it wants nothing of it kept.
        app.lock()
        desk.unlock(app).run { pin(PIN); unlock() }
        assertEquals<List<Screen>>(listOf(Screen.Today), app.state.value.way)
    }

    @Test
    fun whoeverOpensTooLateShowsNothingOverTheWorkOfAnother() = inOffice {
        setPin()
        val ion = runBlocking { phone.join(office.invite("Ion"), "ion") }
        val app = app().apply { start() }
        app.choose("ana")
        // Her PIN is being checked when somebody goes back and chooses Ion.
        app.back()
        app.entered(ion)
        app.entered(ana)
        assertEquals("ion", app.state.value.teren?.label)
        assertTrue(ana.isClosed)
        assertEquals(false, (ion as FakeTeren).isClosed)
    }

    @Test
    fun withoutAPinNothingClosesBehindWhoLeaves() = runTest(UnconfinedTestDispatcher()) {
        val desk = Desk()
        var now = MORNING
        val app = AppModel(desk.phone, backgroundScope, desk.choices) { now }
        app.entered(desk.ana)
        app.left()
        now += Duration.ofHours(2)
        app.cameBack()
        assertNotNull(app.state.value.teren)
    }

    @Test
    fun eachMemberOfAPhoneHasAPinOfTheirOwn() = inOffice {
        planned("Market")
        setPin()
        runBlocking { phone.join(office.invite("Ion"), "ion").lock.set("975310") }
        val app = app().apply { start() }
        assertEquals(Screen.Members, app.state.value.screen)
        app.choose("ion")
        val door = UnlockModel(phone, "ion", scope) { app.entered(it) }
        door.pin(PIN)
        door.unlock()
        assertIs<Trouble.WrongPin>(door.trouble.value)
        door.pin("975310")
        door.unlock()
        assertEquals("ion", app.state.value.teren?.label)
        assertEquals(emptyList(), SessionsModel(app.state.value.teren!!, scope).state.value.rows)
    }

    @Test
    fun whoWasSomewhereComesThereAgain() = inOffice {
        val id = planned("Market")
        val was = app().apply { entered(ana) }
        was.go(Screen.Sessions)
        was.go(Screen.Session(id))
        val words = was.whereabouts()!!.words()
        val way = listOf(Screen.Sessions, Screen.Session(id))
        assertEquals(Whereabouts("ana", way), Whereabouts.of(words))
        val again = app().apply { start(Whereabouts.of(words)) }
        assertEquals(way, again.state.value.way)
        // Behind a PIN as well, once it was said.
        setPin()
        val locked = app().apply { start(Whereabouts.of(words)) }
        assertEquals(Screen.Unlock("ana"), locked.state.value.screen)
        assertEquals(way, locked.whereabouts()?.way)
        val door = unlock(locked)
        door.pin(PIN)
        door.unlock()
        assertEquals(way, locked.state.value.way)
        val record = Whereabouts("ana", listOf(Screen.Record(id, Step.SAID)))
        assertEquals(record, Whereabouts.of(record.words()))
        val begins = Whereabouts("ana", listOf(Screen.Record(null)))
        assertEquals(begins, Whereabouts.of(begins.words()))
        assertNull(Whereabouts.of(""))
        assertNull(Whereabouts.of("ana\nsomething newer"))
        // Nobody of that name on this phone.
        val other = AppModel(FakePhone(office), scope, choices).apply { start(Whereabouts.of(words)) }
        assertEquals(Screen.Join, other.state.value.screen)
    }

    private companion object {
        const val PIN = "135790"
    }
}
