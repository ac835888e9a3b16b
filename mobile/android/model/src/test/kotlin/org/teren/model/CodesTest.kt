package org.teren.model

import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertNotEquals
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.UnconfinedTestDispatcher
import kotlinx.coroutines.test.advanceTimeBy
import kotlinx.coroutines.test.runTest
import org.teren.core.Phone
import org.teren.core.Teren
import org.teren.core.Trouble
import org.teren.core.fake.FakeKept
import org.teren.core.fake.FakePhone

/** Work that goes from phone to phone as codes. */
@OptIn(ExperimentalCoroutinesApi::class)
class CodesTest {
    private val office = Desk()
    private val ionsKept = FakeKept()
    private val ionsPhone = FakePhone(office.office)
    private val ion = runBlocking { ionsPhone.join(office.office.invite("Ion"), "ion") }

    private fun showing(phone: Phone = office.phone, scope: CoroutineScope = office.scope) =
        ShowCodesModel(office.ana, phone, scope)

    private fun reading(teren: Teren = ion) =
        ReadCodesModel(teren, ionsPhone, ionsKept, CoroutineScope(Dispatchers.Unconfined))

    private fun codes(session: String? = null) =
        assertNotNull(showing().apply { open(session) }.state.value.codes)

    @Test
    fun codesTurnByThemselvesUntilSomebodyHoldsThem() = runTest(UnconfinedTestDispatcher()) {
        office.planned("Market")
        val model = showing(scope = backgroundScope).apply { open(null) }
        val all = assertNotNull(model.state.value.codes).size
        assertTrue(all > 2 && !model.state.value.areMany && !model.state.value.showing)
        model.begin()
        val turning = launch { model.turn() }
        advanceTimeBy(ShowCodesModel.TURN_MS + 1)
        assertEquals(1, model.state.value.at)
        model.hold(true)
        advanceTimeBy(5 * ShowCodesModel.TURN_MS)
        assertEquals(1, model.state.value.at)
        repeat(all) { model.next() }
        assertEquals(1, model.state.value.at, "behind the last comes the first")
        model.hold(false)
        advanceTimeBy(ShowCodesModel.TURN_MS)
        assertEquals(2, model.state.value.at)
        turning.cancel()
    }

    @Test
    fun whoComesBackGoesOnWithTheSameCodesUntilTheyAreDone() {
        val id = office.planned("Market")
        val model = showing().apply { open(null) }
        val first = model.state.value.codes
        model.begin()
        model.open(null)
        assertEquals(false, model.state.value.showing)
        assertTrue(model.state.value.begun)
        assertEquals(first, model.state.value.codes)
        model.renew()
        assertNotEquals(first, model.state.value.codes)
        model.open(id)
        assertEquals(id, model.state.value.session)
        assertEquals(false, model.state.value.begun)
        model.done()
        assertNull(model.state.value.codes)
    }

    @Test
    fun manyCodesAreSaidBeforeTheyAreShownAndAFileIsThereInstead() {
        office.planned("Market")
        class Slow(val phone: Phone, val codes: List<String>?) : Phone by phone {
            override suspend fun codesOf(file: ByteArray) =
                codes ?: throw Trouble.HandOver("too_large", "it has too many kB")
        }
        val edge = List(ShowCodesModel.MANY) { "CODE/1/$it/${ShowCodesModel.MANY}/00" }
        val few = showing(Slow(office.phone, edge)).apply { open(null) }
        assertEquals(false, few.state.value.areMany)
        val many = showing(Slow(office.phone, edge + "one more")).apply { open(null) }
        assertTrue(many.state.value.areMany)
        val tooMany = showing(Slow(office.phone, null)).apply { open(null) }
        assertEquals(emptyList(), tooMany.state.value.codes)
        assertNull(tooMany.trouble.value)
        val shared = mutableListOf<String>()
        tooMany.share { name, _ -> shared += name }
        assertEquals(listOf("ana.teren"), shared)
    }

    @Test
    fun withNothingToHandOverThereIsNoCode() {
        val model = showing().apply { open(null) }
        assertIs<Trouble.HandOver>(model.trouble.value)
        assertNull(model.state.value.codes)
    }

    @Test
    fun codesAreReadInAnyOrderAndTheRestWhenTheAppIsOpenAgain() {
        val id = office.planned("Market")
        val codes = codes()
        val first = reading()
        for (code in codes.drop(2).reversed() + codes[2]) first.seen(code)
        assertEquals(codes.size - 2, first.state.value.progress.have)
        assertEquals(listOf(1, 2), first.state.value.awaited)
        first.seen("https://example.org")
        assertIs<Trouble.HandOver>(first.trouble.value)
        first.seen(this.codes(id)[0])
        assertIs<Trouble.HandOver>(first.trouble.value, "it is of another hand-over")

        val again = reading()
        assertEquals(first.state.value.progress, again.state.value.progress)
        again.seen(codes[1])
        assertNull(again.state.value.taken)
        again.seen(codes[0])
        again.seen(codes[1])
        val taken = assertNotNull(again.state.value.taken).single()
        assertEquals(listOf("new"), taken.papers.map { it.became })
        assertEquals("Market", ion.shown(id).title)
        assertEquals(0, reading().state.value.progress.have, "nothing is kept of what was taken")
    }

    @Test
    fun whoBeginsAnewReadsAnotherHandOver() {
        val id = office.planned("Market")
        val (one, other) = codes() to codes(id)
        val model = reading()
        model.seen(one[0])
        model.renew()
        assertEquals(0, reading().state.value.progress.have)
        for (code in other) model.seen(code)
        assertNotNull(model.state.value.taken)
        model.renew()
        for (code in one) model.seen(code)
        val became = assertNotNull(model.state.value.taken).flatMap { it.papers }.map { it.became }
        assertEquals(listOf("known"), became)
    }

    @Test
    fun whatCannotBeTakenYetIsTriedAgain() {
        office.planned("Market")
        val codes = codes()
        val practice = runBlocking { ion.practise() }
        val asIf = reading(practice)
        for (code in codes) asIf.seen(code)
        assertIs<Trouble.Practice>(asIf.trouble.value)
        assertNull(asIf.state.value.taken)
        assertEquals(0, reading().state.value.progress.have, "practice leaves nothing")
    }
}
