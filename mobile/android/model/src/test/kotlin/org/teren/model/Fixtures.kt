package org.teren.model

import java.time.Instant
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancel
import kotlinx.coroutines.runBlocking
import org.teren.core.Campaign
import org.teren.core.Conflict
import org.teren.core.Edit
import org.teren.core.Named
import org.teren.core.Place
import org.teren.core.Saying
import org.teren.core.Session
import org.teren.core.Teren
import org.teren.core.Venue
import org.teren.core.fake.FakeKept
import org.teren.core.fake.FakeOffice
import org.teren.core.fake.FakePhone
import org.teren.core.fake.FakeTeren

val MORNING: Instant = Instant.parse("2017-03-14T08:00:00Z")
val STEFAN = Place("RO", "RO-SV", "Radauti", "Liceul Stefan cel Mare", "sv-1")

/** An office with a register, and Ana's phone, synced once; everything happens at once in it. */
class Desk {
    val office = FakeOffice().apply {
        venues += Venue(STEFAN, proposed = false)
        campaigns += Campaign("not-for-sale", "NOT FOR SALE", null)
        materials += Named("leaflet", "Leaflet on contracts")
        invite("Ion")
    }
    val phone = FakePhone(office)
    val kept = FakeKept()
    val choices = Choices(kept)
    val scope = CoroutineScope(Dispatchers.Unconfined)
    val ana = runBlocking {
        phone.join(office.invite("Ana"), "ana").also { it.sync() } as FakeTeren
    }

    fun record(id: String? = null) = RecordModel(ana, phone, id, scope, "ro") { MORNING }

    /** Something that Ana planned. */
    fun planned(title: String): String = runBlocking {
        val plan = listOf(
            Edit.Kind("public_event"), Edit.Title(title), Edit.Status("planned"),
            Edit.Team(ana.me.id, "lead"), Edit.Where(STEFAN),
        )
        ana.begin(plan)
    }

    /** A session whose title two people said differently. */
    fun disputed(): String = runBlocking {
        val id = planned("Market day")
        val sayings = listOf("Market day", "Saturday market").map {
            Saying(it, listOf("m-ion"), MORNING)
        }
        ana.bring(ana.session(id).copy(conflicts = listOf(Conflict("title", sayings))))
        id
    }
}

fun inOffice(test: Desk.() -> Unit) {
    val desk = Desk()
    try {
        desk.test()
    } finally {
        desk.scope.cancel()
    }
}

fun Teren.shown(id: String): Session = runBlocking { session(id) }
