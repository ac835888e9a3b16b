package org.teren.model

import java.nio.file.Files
import java.nio.file.Path
import java.time.Year
import java.util.concurrent.Executors
import kotlin.io.path.name
import kotlin.io.path.writeBytes
import kotlin.math.abs
import kotlin.test.AfterTest
import kotlin.test.Test
import kotlin.test.assertContains
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertNull
import kotlin.test.assertTrue
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.teren.core.Edit
import org.teren.core.Query
import org.teren.core.Teren
import org.teren.core.Trouble
import org.teren.core.bridge.BridgedPhone
import org.teren.core.fake.FakeKept
import org.teren.testing.SmallDisk
import org.teren.testing.TerenServer
import org.teren.testing.TestKeys
import org.teren.testing.WrongClock

/** What may befall a phone, over the real library and a real server: nothing of it ends the app. */
class HardTimesTest {
    private val folder = Files.createTempDirectory("teren-hard-times")
    private val server = TerenServer(Files.createDirectory(folder.resolve("server")))
    private val main = Executors.newSingleThreadExecutor().asCoroutineDispatcher()
    private val scope = CoroutineScope(main)
    private val keys = TestKeys()

    @AfterTest
    fun tidyUp() {
        scope.cancel()
        main.close()
        server.close()
        folder.toFile().deleteRecursively()
    }

    private fun phone(at: Path = folder.resolve("Ana")) =
        BridgedPhone(Files.createDirectories(at), "teren-model-test 0.1.0", keys)

    private suspend fun entered(at: Path = folder.resolve("Ana")): AppModel {
        val app = AppModel(phone(at), scope, Choices(FakeKept()))
        app.entered(app.phone.join(server.invite("Ana"), "ana")).join()
        return app
    }

    private suspend fun AppModel.recording(): RecordModel {
        val open = state.value.open!!
        val record = RecordModel(open.teren, phone, null, open.scope)
        record.kind("school").join()
        assertNull(record.trouble.value)
        return record
    }

    private suspend fun AppModel.reopened(): Teren {
        start().join()
        return state.first { it.teren != null }.teren!!
    }

    private suspend fun Teren.people() = sessions(Query()).sessions.single().people

    @Test
    fun whoLocksInTheMiddleOfTappingLosesNoTap() = runBlocking {
        val app = entered()
        val record = app.recording()
        // All of them are tapped before the first is on the disk.
        launch(main) {
            repeat(50) { record.tap("reached.f.14-17") }
            app.lock()
        }.join()
        assertNull(app.state.value.open)
        app.state.first { it.members.isNotEmpty() }
        app.choose("ana").join()
        assertEquals(50L, app.state.first { it.teren != null }.teren!!.people())
    }

    @Test
    fun theLockStopsASyncAndThePinOpensWhatWasThere() = runBlocking {
        val app = entered()
        val ana = app.state.value.teren!!
        ana.lock.set(PIN)
        app.recording().tap("reached.f.14-17").join()
        val sync = SyncModel(ana, app.state.value.open!!.line)
        sync.start()
        app.lock().join()
        assertEquals(Screen.Unlock("ana"), app.state.value.screen)
        assertEquals(false, sync.state.value.running)
        val door = UnlockModel(app.phone, "ana", scope) { app.entered(it) }
        door.pin("000000")
        door.unlock().join()
        assertIs<Trouble.WrongPin>(door.trouble.value)
        door.pin(PIN)
        door.unlock().join()
        val again = app.state.first { it.teren != null }.teren!!
        assertEquals(1L, again.people())
        again.sync()
        assertEquals(0, again.standing.first().unsent)
    }

    @Test
    fun whatWasRecordedOnAPhoneThatIsClosedWaitsAtTheServerAndTheAppGoesOn() = runBlocking {
        val app = entered()
        val open = app.state.value.open!!
        open.teren.sync()
        server.closePhones()
        val record = app.recording()
        record.tap("reached.f.14-17").join()
        assertNull(record.trouble.value)
        val id = record.state.value.session!!.id
        val sync = SyncModel(open.teren, open.line)
        sync.start()
        sync.state.first { it.begun && !it.running }
        assertContains(server.quarantined(), id)
        // Such a phone sees nothing more. What is tapped now is refused, in words.
        record.tap("reached.f.14-17").join()
        assertIs<Trouble.NotFound>(record.trouble.value)
        val list = SessionsModel(open.teren, open.scope).apply { load().join() }
        assertEquals(emptyList(), list.state.value.rows)
        assertNull(list.trouble.value)
        app.lock().join()
        val again = AppModel(phone(), scope, app.choices)
        assertEquals("ana", again.reopened().label)
        assertNull(again.trouble.value)
    }

    @Test
    fun workThatSomethingElseHasOpenIsOpenedALittleLater() = runBlocking {
        val other = phone().join(server.invite("Ana"), "ana")
        val app = AppModel(phone(), scope, Choices(FakeKept()))
        app.start().join()
        assertIs<Trouble.Busy>(app.trouble.value)
        assertEquals<List<Screen>>(listOf(Screen.Members), app.state.value.way)
        assertNull(app.state.value.unreadable)
        other.close()
        app.choose("ana").join()
        assertEquals("ana", app.state.value.teren?.label)
        app.lock().join()
    }

    @Test
    fun workThatIsDamagedIsSetAsideAndItsMemberJoinsAgain() = runBlocking {
        phone().join(server.invite("Ana"), "ana").use { ana ->
            ana.begin(listOf(Edit.Kind("school")))
            ana.sync()
        }
        Files.walk(folder.resolve("Ana")).use { files ->
            val store = files.filter { it.name == "store.db" }.findFirst().get()
            store.writeBytes(ByteArray(DAMAGE_BYTES) { it.toByte() })
        }
        val app = AppModel(phone(), scope, Choices(FakeKept()))
        app.start().join()
        assertIs<Trouble.Unreadable>(app.trouble.value)
        assertEquals<List<Screen>>(listOf(Screen.Members), app.state.value.way)
        app.setAside(app.state.value.unreadable!!).join()
        assertEquals<List<Screen>>(listOf(Screen.Join), app.state.value.way)
        app.entered(app.phone.join(server.invite("Ana"), "ana")).join()
        val ana = app.state.value.teren!!
        ana.sync()
        assertEquals(1, ana.sessions(Query()).sessions.size)
        app.lock().join()
    }

    @Test
    fun ofAPhoneThatIsWipedNothingIsLeft() = runBlocking {
        val kept = FakeKept()
        val rung = mutableMapOf<String, List<Reminder>>()
        val app = AppModel(phone(), scope, Choices(kept), { who, all -> rung[who] = all })
        app.entered(app.phone.join(server.invite("Ana"), "ana")).join()
        val open = app.state.value.open!!
        open.teren.begin(listOf(Edit.Kind("school")))
        ForMeModel(open.teren, kept, open.scope).load().join()
        server.wipePhones()
        SyncModel(open.teren, open.line).start()
        app.trouble.first { it is Trouble.Wiped }
        assertNull(app.state.value.open)
        assertEquals<List<Screen>>(listOf(Screen.Join), app.state.value.way)
        assertEquals(mapOf("ana" to emptyList()), rung)
        assertNull(kept["seen ana"])
        assertContains(keys.forgotten, "ana")
        assertEquals(emptyList(), app.phone.members())
    }

    @Test
    fun aKeyStoreThatFailsIsSaidAndTheAppGoesOn() = runBlocking {
        val app = entered()
        val open = app.state.value.open!!
        val pin = PinModel(open.teren, app.phone, app.choices, open.scope, app::pinIs)
        pin.state.first { it.lock != null }
        pin.begin(PinModel.Doing.SET)
        pin.new(NewPin(PIN, PIN))
        keys.fails = Trouble.Full("no room for a key")
        pin.go().join()
        assertIs<Trouble.Full>(pin.trouble.value)
        assertEquals(false, pin.state.value.lock?.pin)
        keys.fails = Trouble.Unreadable("the key is gone")
        app.lock().join()
        app.choose("ana").join()
        assertIs<Trouble.Unreadable>(app.trouble.value)
        assertEquals<List<Screen>>(listOf(Screen.Members), app.state.value.way)
        keys.fails = null
        app.choose("ana").join()
        assertEquals("ana", app.state.value.teren?.label)
        app.lock().join()
    }

    @Test
    fun onAFullDiskATapIsRefusedInWordsAndGoesOnWhenThereIsRoom() = runBlocking {
        SmallDisk(folder.resolve("small"), DISK_KIB).use { disk ->
            val app = entered(folder.resolve("small"))
            val record = app.recording()
            record.tap("reached.f.14-17").join()
            disk.fill()
            // There may be room left inside the store's own files.
            var shown = 1L
            for (tap in 1..TAPS_MAX) {
                record.tap("reached.f.14-17").join()
                if (record.trouble.value != null) break
                shown += 1
            }
            assertIs<Trouble.Full>(record.trouble.value)
            assertEquals(shown, record.state.value.count("reached.f.14-17"))
            // What was there can be looked at.
            assertEquals(shown, app.state.value.teren!!.people())
            disk.makeRoom()
            record.tap("reached.f.14-17").join()
            assertNull(record.trouble.value)
            app.lock().join()
            app.choose("ana").join()
            assertEquals(shown + 1, app.state.first { it.teren != null }.teren!!.people())
            app.lock().join()
        }
    }

    @Test
    fun aPhoneWhoseClockIsWrongByDecadesRecordsAndSendsItWhenTheClockIsRight() = runBlocking {
        val clock = WrongClock(folder)
        val java = ProcessHandle.current().info().command().get()
        val libraries = "-Djna.library.path=${System.getProperty("jna.library.path")}"
        val classes = System.getProperty("java.class.path")
        val home = Files.createDirectory(folder.resolve("Ana"))
        phone().join(server.invite("Ana"), "ana").close()
        for (years in listOf(-40L, 40L)) {
            val command = listOf(java, libraries, "-cp", classes, "org.teren.model.ClockedKt", "$home")
            val said = clock.run(years * SECONDS_OF_A_YEAR, command)
            assertTrue(abs(said.take(4).toLong() - Year.now().value - years) <= 1, said)
            assertContains(said, "3 people")
            // As far as it is sent at all, nothing of it is refused.
            assertTrue(said.endsWith("not trusted") || said.endsWith("0 refused"), said)
        }
        phone().open("ana").use { ana ->
            assertEquals(0L, ana.sync().refused)
            assertEquals(0, ana.standing.first().unsent)
            assertEquals(listOf(3L, 3L), ana.sessions(Query()).sessions.map { it.people })
        }
    }

    private companion object {
        const val PIN = "135790"
        const val SECONDS_OF_A_YEAR = 365L * 24 * 60 * 60

        /** Room for a store and little more. */
        const val DISK_KIB = 3 * 1024

        /** More than a page of a database. */
        const val DAMAGE_BYTES = 8 * 1024

        /** More than fit into the room that a database keeps in its own files. */
        const val TAPS_MAX = 5_000
    }
}
