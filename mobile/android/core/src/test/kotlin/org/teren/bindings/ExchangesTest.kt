package org.teren.bindings

import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlinx.coroutines.runBlocking

/** A coordinator and a partner's seat write one exchange, through the generated bindings. */
class ExchangesTest : WithServer() {
    @Test
    fun aSeatAndACoordinatorKeepWhatEachSaidAndSettleTheRest() = runBlocking {
        server.makeProgramme("neighbours")
        val eva = join("Eva", "coordinator")
        val vera = join("Vera", "partner", "neighbours")
        listOf(eva, vera).forEach { it.sync(null) }
        val refused = assertFailsWith<TerenException.Invalid> {
            vera.beginExchange(listOf(ExchangeEdit.Title("Of nobody")))
        }
        assertEquals("programme", refused.problems.single().field)
        val id = vera.beginExchange(
            listOf(ExchangeEdit.Title("Summer school"), ExchangeEdit.Programme("neighbours")),
        )
        listOf(vera, eva).forEach { it.sync(null) }

        vera.countParticipants(id, "participants.la-strada.trainer", 3)
        vera.editExchange(
            id,
            listOf(
                ExchangeEdit.Hours(10u),
                ExchangeEdit.Learned("la-strada", "Ask the grandmothers first."),
            ),
        )
        eva.countParticipants(id, "participants.agency.volunteer", 11)
        eva.editExchange(id, listOf(ExchangeEdit.Hours(12u), ExchangeEdit.Notes("", "Budget.")))
        listOf(vera, eva, vera).forEach { it.sync(null) }

        val open = vera.exchange(id).conflicts.single()
        assertEquals("hours", open.field)
        val twelve = open.sayings.indexOfFirst { it.value == "12" }
        vera.resolveExchange(id, "hours", twelve.toUInt())
        listOf(vera, eva).forEach { it.sync(null) }
        for (phone in listOf(eva, vera)) {
            val shown = phone.exchange(id)
            assertEquals(12u, shown.hours)
            assertEquals(mapOf("la-strada" to "Ask the grandmothers first."), shown.learned)
            assertEquals(14uL, phone.exchanges().single().participants)
            assertEquals(emptyList(), shown.conflicts)
        }
        assertEquals(listOf("Budget.", ""), listOf(eva, vera).map { it.exchange(id).notes })

        eva.withdrawExchange(id, "entered twice")
        listOf(eva, vera).forEach { it.sync(null) }
        assertEquals(emptyList(), vera.exchanges())
        assertEquals("entered twice", vera.exchange(id).withdrawn)
        assertEquals(0uL, vera.repair(null).refused)
        listOf(eva, vera).forEach(Client::close)
    }
}
