package org.teren.ui

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Box
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.graphics.toComposeImageBitmap
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.unit.Density
import java.time.Instant
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.emptyFlow
import kotlinx.coroutines.runBlocking
import org.jetbrains.skia.Image
import org.teren.core.Campaign
import org.teren.core.Conflict
import org.teren.core.Edit
import org.teren.core.Matter
import org.teren.core.Named
import org.teren.core.Option
import org.teren.core.Place
import org.teren.core.Point
import org.teren.core.Question
import org.teren.core.Review
import org.teren.core.Saying
import org.teren.core.Trouble
import org.teren.core.Venue
import org.teren.core.fake.FakeKept
import org.teren.core.fake.FakeOffice
import org.teren.core.fake.FakePhone
import org.teren.core.fake.FakeTeren
import org.teren.model.Album
import org.teren.model.AppModel
import org.teren.model.Arrivals
import org.teren.model.Choices
import org.teren.model.Photograph
import org.teren.model.Screen
import org.teren.testing.aPicture

/** A phone's width and height in dp, and what the tests stand on. */
const val WIDE = 411
const val HIGH = 891

private val MORNING: Instant = Instant.parse("2017-03-14T08:00:00Z")
private val LICEU = Place("RO", "RO-SV", "Rădăuți", "Liceul „Ștefan cel Mare”", "sv-1")
private val PIATA = Place("RO", "RO-SV", "Suceava", "Piața Mare", "sv-2")

/** What the JVM has of a platform: texts, and nothing to call or scan with. */
class TestPlatform(private val scans: Boolean = false) : Platform {
    var called: String? = null

    override fun texts(language: String) = SPOKEN.getOrPut(language) { StringsXml(language) }

    override fun keepLanguage(language: String) = Unit

    override fun call(number: String) {
        called = number
    }

    override fun share(name: String, file: ByteArray) = Unit

    override fun pick() = Unit

    override val files = Arrivals<Result<ByteArray>>()

    override val online = emptyFlow<Boolean>()

    override val kept = FakeKept()

    override val scan: (() -> Unit)? = {}.takeIf { scans }

    override val scanned = Arrivals<String>()

    override val locate: Locate? = { found -> found(Point(47.847912, 25.918217)) }

    override val photographs = Arrivals<Photograph>()

    override val camera: ((album: Album) -> Unit)? = { album ->
        photographs.put(Photograph(album, { aPicture() }))
    }

    /** Shows a code to the camera. */
    var seen: (String) -> Unit = {}
        private set

    var staysAwake = false
        private set

    override val reader: Reader? = { modifier, tell ->
        seen = tell
        Box(modifier.background(Palette.line))
    }

    override fun stayAwake(stay: Boolean) {
        staysAwake = stay
    }

    override fun pickPicture(album: Album) =
        photographs.put(Photograph(album, { aPicture(1) }))

    override fun picture(bytes: ByteArray): ImageBitmap? =
        runCatching { Image.makeFromEncoded(bytes).toComposeImageBitmap() }.getOrNull()

    private companion object {
        val SPOKEN = mutableMapOf<String, Texts>()
    }
}

/** An office in which something of everything has happened, and Ana's phone in it. */
class Stage {
    private val office = FakeOffice("Agenția de prevenire").apply {
        venues += Venue(LICEU, proposed = false)
        venues += Venue(PIATA, proposed = false)
        campaigns += Campaign("rights", "Work is a right!", null)
        campaigns += Campaign("not-for-sale", "NOT FOR SALE", null)
        materials += Named("contracts", "Leaflet on contracts")
        materials += Named("card", "Pocket card")
        val means = listOf("bus" to "Autobuz", "agency" to "Agenție", "friend" to "Un prieten")
        val choices = means.map { (name, label) -> Option(name, label, chosen = name == "bus") }
        questions += Question(
            "means", "select_one", "Cum pleacă cei mai mulți?", "", "", choices, true, null,
        )
        questions += Question(
            "asked", "integer", "Câți au cerut numărul liniei?", "", "", emptyList(), false, null,
        )
        questions += Question("day", "date", "Când revenim?", "", "", emptyList(), false, null)
        questions += Question("words", "text", "Ce au mai întrebat?", "", "", emptyList(), false, null)
        questions += Question("class", "repeat", "Clasa", "", "", emptyList(), false, null)
        questions += Question("class/pupils", "integer", "Elevi", "", "", emptyList(), true, null)
        for (name in listOf("Ion", "Vera", "Олена")) invite(name)
    }
    private val phone = FakePhone(office).apply { learnFinger() }
    val app = AppModel(phone, CoroutineScope(Dispatchers.Unconfined), Choices(FakeKept()))
    private val ana = runBlocking { phone.join(office.invite("Ana"), "ana") as FakeTeren }
    lateinit var running: String
    lateinit var disputed: String

    init {
        runBlocking {
            ana.sync()
            ana.begin(said("public_event", "Ziua satului", "planned", PIATA))
            val returned = ana.begin(said("school", "Clasa a IX-a B", "done", LICEU))
            ana.count(returned, "reached.f.14-17", 14)
            disputed = ana.begin(said("direct_meeting", "Gara", "done", PIATA))
            ana.count(disputed, "reached.m.18-24", 9)
            val ion = FakePhone(office).join(office.invite("Ion"), "ion")
            ion.begin(said("direct_meeting", "Gara, la amiază", "done", PIATA))
            ion.sync()
            ana.sync()
            running = ana.begin(said("school", "", "running", LICEU))
            for ((age, n) in listOf("10-13" to 3, "14-17" to 12)) {
                ana.count(running, "reached.f.$age", n)
                ana.count(running, "reached.m.$age", n - 1)
            }
            ana.count(running, "materials.contracts", 25)
            ana.answer(running, ana.askAgain(running, "class") + "pupils", "24")
            ana.count(running, "tallies.questions", 4)
            val said = listOf(Edit.Topic("work_abroad", true), Edit.Team("m-ion", "helper"))
            ana.edit(running, said + Edit.At(Point(47.85, 25.92)))
            ana.writeNotes(running, "", "Au întrebat mult despre contracte.")
            val review = Review("returned", "În ce zi a fost?", changedSince = false)
            ana.bring(ana.session(returned).copy(review = review))
            val sayings = listOf("Gara", "Gara de Nord").map { Saying(it, listOf("m-ion"), MORNING) }
            val conflict = Conflict("title", sayings)
            val notes = "Mai mulți au plecat spre Italia."
            ana.bring(ana.session(disputed).copy(conflicts = listOf(conflict), notes = notes))
            for (id in listOf(running, disputed)) ana.attach(id, aPicture())
            ana.bring(Matter(1, returned, "not_permitted", "the session is closed", MORNING))
            // She is out where there is no signal: nothing goes out by itself.
            office.online = false
        }
        app.entered(ana)
    }

    private fun said(kind: String, title: String, status: String, place: Place) = listOf(
        Edit.Kind(kind), Edit.Title(title), Edit.Status(status), Edit.StartedAt(MORNING),
        Edit.Where(place), Edit.Campaign("rights"), Edit.Team(ana.me.id, "lead"),
    )

    /** A phone on which nobody has joined. */
    fun empty() = AppModel(FakePhone(office), app.scope, app.choices)

    /** The phone once Ion has joined on it as well, and both are asked who they are. */
    fun shared() = runBlocking {
        office.online = true
        phone.join(office.invite("Ion"), "ion")
        AppModel(phone, app.scope, app.choices)
    }

    /** The phone when Ana's work on it can no longer be read. */
    fun damaged(): AppModel {
        phone.troubles["ana"] = Trouble.Unreadable("it is damaged")
        return AppModel(phone, app.scope, app.choices)
    }

    /** A session that is under way in practice. */
    fun asIf() = runBlocking { app.state.value.teren!!.begin(said("school", "", "running", LICEU)) }

    /** The phone as it asks Ana for her PIN. */
    fun locked() = app.apply {
        runBlocking { ana.lock.set(PIN) }
        lock()
    }

    /** Ana's PIN is set, and she is about to change it. */
    fun secured() = app.apply {
        runBlocking { ana.lock.set(PIN) }
        go(Screen.Pin)
    }

    private companion object {
        const val PIN = "135790"
    }
}

/** Every screen by its name, as somebody comes to it. */
val SCREENS: Map<String, (Stage) -> AppModel> = mapOf(
    "join" to { it.empty() },
    "members" to { it.shared() },
    "unreadable" to { it.damaged() },
    "today" to { it.app },
    "what" to { it.app.apply { go(Screen.Record(null)) } },
    "count" to { it.app.apply { go(Screen.Record(it.running)) } },
    "sessions" to { it.app.apply { go(Screen.Sessions) } },
    "session" to { it.app.apply { go(Screen.Session(it.disputed)) } },
    "for-me" to { it.app.apply { go(Screen.ForMe) } },
    "more" to { it.app.apply { go(Screen.More) } },
    "sync" to { it.app.apply { go(Screen.Sync) } },
    "together" to { it.app.apply { go(Screen.Together) } },
    "codes" to { it.app.apply { go(Screen.ShowCodes(null)) } },
    "codes-shown" to { it.app.apply { go(Screen.ShowCodes(null)) } },
    "codes-read" to { it.app.apply { go(Screen.ReadCodes) } },
    "helpline" to { it.app.apply { go(Screen.Helpline) } },
    "unlock" to { it.locked() },
    "forgotten-pin" to { it.locked().apply { go(Screen.ForgottenPin("ana")) } },
    "first-pin" to { it.app.apply { go(Screen.FirstPin) } },
    "no-pin" to { it.app.apply { go(Screen.Pin) } },
    "pin" to { it.secured() },
    "settings" to { it.app.apply { go(Screen.Settings) } },
    "practice" to { it.app.apply { practise() } },
    "practice-count" to { stage ->
        stage.app.apply { practise() }.apply { go(Screen.Record(stage.asIf())) }
    },
    "leave" to { it.app.apply { go(Screen.Leave) } },
    "about" to { it.app.apply { go(Screen.About) } },
)

/** What is tapped on the way to a screen. */
val TAPS = mapOf("codes-shown" to "codes_show")

/** The steps of recording that a tap on their name leads to. */
val STEPS = listOf("where", "who", "given", "asked", "said", "photos")

@Composable
fun Shown(app: AppModel, language: String, fontScale: Float = 1f, density: Float = 1f) {
    CompositionLocalProvider(LocalDensity provides Density(density, fontScale)) {
        TerenApp(app, language, TestPlatform(scans = true))
    }
}
