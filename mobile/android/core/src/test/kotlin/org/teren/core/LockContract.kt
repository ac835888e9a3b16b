package org.teren.core

import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.runBlocking

/** A [World] whose phones can be locked and unlocked. */
interface LockedWorld : World {
    /** Shows phones the right finger from now on, or a wrong one. */
    fun finger(isRight: Boolean)

    /** An administrator's one-time code for the phone of a member who forgot the PIN. */
    fun unlockCode(member: String): String
}

/** What every [Phone] promises of PINs and of practice. Run against the library and the fake. */
abstract class LockContract {
    abstract fun world(): LockedWorld

    private fun inWorld(test: suspend LockedWorld.() -> Unit) =
        runBlocking { world().use { it.test() } }

    private suspend fun LockedWorld.join(name: String) =
        phone(name).join(invite(name), name.lowercase())

    @Test
    fun aPinComesBeforeTheWorkAndAWrongOneOpensNothing() = inWorld {
        val id = join("Ana").use { ana ->
            assertEquals(LockState.OPEN, phone("Ana").lock("ana"))
            assertFailsWith<Trouble.Invalid> { ana.lock.set("123") }
            val id = ana.begin(SCHOOL)
            ana.lock.set(PIN)
            assertTrue(ana.lock.state().pin)
            id
        }
        val phone = phone("Ana")
        assertTrue(phone.lock("ana").pin)
        assertEquals(listOf(MemberHere("ana", 1, 0)), phone.members())
        assertFailsWith<Trouble.Locked> { phone.open("ana") }
        assertEquals(0, assertFailsWith<Trouble.WrongPin> { phone.unlock("ana", "000000") }.waitSeconds)
        phone.unlock("ana", PIN).use { ana ->
            assertEquals(id, ana.session(id).id)
            assertFailsWith<Trouble.WrongPin> { ana.lock.change("000000", NEW_PIN) }
            ana.lock.change(PIN, NEW_PIN)
        }
        assertFailsWith<Trouble.WrongPin> { phone.unlock("ana", PIN) }
        phone.unlock("ana", NEW_PIN).use { ana ->
            assertFailsWith<Trouble.WrongPin> { ana.lock.remove(PIN) }
            ana.lock.remove(NEW_PIN)
            assertEquals(LockState.OPEN, ana.lock.state())
        }
        phone("Ana").open("ana").use { assertEquals(id, it.session(id).id) }
    }

    @Test
    fun afterTooManyWrongPinsTheRightOneWaitsAsWell() = inWorld {
        join("Ana").use { it.lock.set(PIN) }
        val waits = generateSequence { runBlocking { wrongOnce() } }.take(20)
        assertTrue(waits.first { it > 0 } in 1..60)
        assertFailsWith<Trouble.WrongPin> { phone("Ana").unlock("ana", PIN) }
        assertTrue(phone("Ana").lock("ana").waitSeconds > 0)
    }

    private suspend fun LockedWorld.wrongOnce() =
        assertFailsWith<Trouble.WrongPin> { phone("Ana").unlock("ana", "000000") }.waitSeconds

    @Test
    fun aFingerOpensWhereItWasChosenAndNotAfterThePinIsGone() = inWorld {
        finger(isRight = true)
        join("Ana").use { ana ->
            ana.lock.set(PIN)
            assertEquals(false, ana.lock.state().biometrics)
            assertFailsWith<Trouble.WrongPin> { ana.lock.useBiometrics("000000") }
            ana.lock.useBiometrics(PIN)
        }
        val phone = phone("Ana")
        assertTrue(phone.knowsBiometrics && phone.lock("ana").biometrics)
        finger(isRight = false)
        assertNull(phone.unlockByBiometrics("ana"))
        finger(isRight = true)
        assertNotNull(phone.unlockByBiometrics("ana")).use { ana ->
            ana.lock.stopBiometrics()
            assertEquals(false, ana.lock.state().biometrics)
            ana.lock.useBiometrics(PIN)
            ana.lock.change(PIN, NEW_PIN)
            assertEquals(false, ana.lock.state().biometrics)
            assertNull(phone.unlockByBiometrics("ana"))
            ana.lock.useBiometrics(NEW_PIN)
            ana.lock.remove(NEW_PIN)
        }
        assertEquals(LockState.OPEN, phone.lock("ana"))
        assertNull(phone.unlockByBiometrics("ana"))
    }

    @Test
    fun whoForgotThePinGoesOnByACodeWhereTheWorkStands() = inWorld {
        val id = join("Ana").use { ana ->
            // The first sync brings the key that the phone leaves its own under, the next leaves it.
            ana.sync()
            ana.lock.set(PIN)
            ana.sync()
            ana.begin(SCHOOL).also { ana.count(it, "reached.f.14-17", 2) }
        }
        val phone = phone("Ana")
        assertFailsWith<Trouble.WrongCode> { phone.unlockByCode("ana", "hello", NEW_PIN) }
        val code = unlockCode("Ana")
        assertFailsWith<Trouble.Invalid> { phone.unlockByCode("ana", code, "123") }
        assertFailsWith<Trouble.WrongPin> { phone.unlock("ana", NEW_PIN) }
        phone.unlockByCode("ana", code, NEW_PIN).use { ana ->
            assertEquals(2L, ana.session(id).people)
            assertEquals(1, ana.standing.first().unsent)
        }
        assertFailsWith<Trouble.WrongCode> { phone.unlockByCode("ana", code, PIN) }
        assertFailsWith<Trouble.WrongPin> { phone.unlock("ana", PIN) }
        phone.unlock("ana", NEW_PIN).use { ana -> assertEquals(1L, ana.sync().sent) }
    }

    @Test
    fun aCodeOpensNoOtherPhone() = inWorld {
        for (name in listOf("Ana", "Ion")) {
            join(name).use { teren ->
                teren.sync()
                teren.lock.set(PIN)
                teren.sync()
            }
        }
        val code = unlockCode("Ana")
        assertFailsWith<Trouble.WrongCode> { phone("Ion").unlockByCode("ion", code, NEW_PIN) }
        phone("Ion").unlock("ion", PIN).close()
        phone("Ana").unlockByCode("ana", code, NEW_PIN).close()
    }

    @Test
    fun membersOfOnePhoneHaveAPinEach() = inWorld {
        val phone = phone("shared")
        phone.join(invite("Ana"), "ana").use { it.lock.set(PIN) }
        phone.join(invite("Ion"), "ion").use { it.lock.set(NEW_PIN) }
        assertFailsWith<Trouble.WrongPin> { phone.unlock("ion", PIN) }
        phone.unlock("ion", NEW_PIN).close()
        phone.unlock("ana", PIN).close()
    }

    @Test
    fun practiceIsAllOfTheWorkAndLeavesNothing() = inWorld {
        join("Ana").use { ana ->
            ana.sync()
            val before = ana.stored()
            ana.practise().use { asIf ->
                assertTrue(asIf.isPractice && !ana.isPractice)
                assertEquals(ana.me, asIf.me)
                val id = asIf.begin(SCHOOL)
                asIf.count(id, "reached.f.14-17", 2)
                assertEquals(2L, asIf.finish(id).people)
                assertEquals(listOf(id), asIf.sessions(Query()).sessions.map { it.id })
                assertFailsWith<Trouble.Practice> { asIf.sync() }
                assertFailsWith<Trouble.Practice> { asIf.handOver(listOf(id)) }
                assertFailsWith<Trouble.Practice> { asIf.lock.set(PIN) }
            }
            assertEquals(emptyList(), ana.sessions(Query()).sessions)
            assertEquals(0, ana.standing.first().unsent)
            assertEquals(before, ana.stored())
        }
    }

    private companion object {
        const val PIN = "135790"
        const val NEW_PIN = "246802"
        val SCHOOL = listOf(Edit.Kind("school"), Edit.Status("running"))
    }
}
