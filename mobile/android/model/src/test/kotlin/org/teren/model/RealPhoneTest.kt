package org.teren.model

import java.nio.file.Files
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit
import kotlin.io.path.readText
import kotlin.test.AfterTest
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertTrue
import kotlin.test.fail
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
import org.teren.testing.TerenServer
import org.teren.testing.TestKeys

/** The models over the real library, against a real server. */
class RealPhoneTest {
    private val folder = Files.createTempDirectory("teren-model")
    private val server = TerenServer(Files.createDirectory(folder.resolve("server")))
    private val main = Executors.newSingleThreadExecutor().asCoroutineDispatcher()
    private val scope = CoroutineScope(main)

    @AfterTest
    fun tidyUp() {
        scope.cancel()
        main.close()
        server.close()
        folder.toFile().deleteRecursively()
    }

    private fun phone(name: String): BridgedPhone {
        val dir = Files.createDirectories(folder.resolve(name))
        return BridgedPhone(dir, "teren-model-test 0.1.0", TestKeys())
    }

    @Test
    fun aSessionIsRecordedWithoutALineAndSeenByAColleagueLater() = runBlocking {
        val app = AppModel(phone("Ana"), scope, Choices(FakeKept())).apply { start() }
        app.state.first { it.screen == Screen.Join }
        val join = JoinModel(app.phone, scope, app::entered)
        join.link(server.invite("Ana"))
        join.name("Ana")
        join.join().join()
        val ana = app.state.first { it.teren != null }.teren!!
        server.kill()

        val record = RecordModel(ana, app.phone, null, scope)
        record.kind("school").join()
        record.search("Liceul")
        record.newPlace("Radauti").join()
        record.tap("reached.f.14-17")
        repeat(3) { record.tap("reached.m.14-17") }
        record.tap("materials.leaflet")
        record.undo()
        record.tap("materials.leaflet")
        for (typed in listOf("A", "As", "Ask", "Asked")) record.notes(typed)
        record.topic("work_abroad")
        record.whole(true)
        record.finish().join()
        assertEquals(null, record.trouble.value)
        val id = record.state.value.session!!.id
        val sync = SyncModel(ana, scope)
        scope.launch { sync.watch() }
        sync.start()
        assertIs<Trouble.Offline>(sync.trouble.first { it != null })
        assertEquals(1, sync.state.first { it.standing != null }.standing!!.unsent)

        server.start()
        sync.start()
        sync.state.first { it.report != null }
        assertEquals(0, sync.state.first { it.standing?.unsent == 0 }.standing!!.unsent)

        val ion: Teren = phone("Ion").join(server.invite("Ion"), "ion")
        ion.sync()
        val seen = ion.session(id)
        assertEquals("Liceul, Radauti", seen.place.words)
        assertEquals(4L, seen.people)
        assertEquals(1L, seen.figures["materials.leaflet"])
        assertEquals("Asked", seen.notes)
        assertEquals("done", seen.status)
        ion.close()

        app.switchMember().join()
        assertEquals(listOf("ana"), app.state.value.members.map { it.label })
    }

    @Test
    fun aColleaguesWordsStayWhileSomebodyTypes() = runBlocking {
        val ana = phone("Ana").join(server.invite("Ana"), "ana")
        val ion = phone("Ion").join(server.invite("Ion"), "ion")
        val id = ana.begin(listOf(Edit.Kind("school"), Edit.Status("running")))
        ana.writeNotes(id, "", "A")
        ana.sync()
        val record = RecordModel(ana, phone("Ana"), id, scope)
        record.state.first { it.notes == "A" }

        ion.sync()
        ion.writeNotes(id, "A", "A theirs")
        ion.sync()
        ana.sync()
        // The editor goes on with what it shows.
        for (typed in listOf("A x", "A xy", "A x")) record.notes(typed).join()
        assertEquals("A theirs x", ana.session(id).notes)
        ana.close()
        ion.close()
    }

    @Test
    fun whoIsKilledInTheMiddleLosesAtMostTheTapBeingMade() = runBlocking {
        val dir = Files.createDirectories(folder.resolve("Ana"))
        val java = ProcessHandle.current().info().command().get()
        val libraries = "-Djna.library.path=${System.getProperty("jna.library.path")}"
        val classes = System.getProperty("java.class.path")
        val main = "org.teren.model.TapperKt"
        val told = folder.resolve("told")
        val tapper = ProcessBuilder(java, libraries, "-cp", classes, main, "$dir", server.invite("Ana"))
            .redirectError(ProcessBuilder.Redirect.INHERIT).redirectOutput(told.toFile()).start()
        // What stands behind the last end of a line was being written when it was killed.
        val shown = { told.readText().substringBeforeLast('\n', "0").lines().last().toLong() }
        while (shown() < 50) {
            if (tapper.waitFor(20, TimeUnit.MILLISECONDS)) fail("it ended by itself")
        }
        tapper.destroyForcibly().waitFor()

        phone("Ana").open("ana").use { ana ->
            val open = ana.sessions(Query(status = "running")).sessions.single()
            assertTrue(open.people in shown()..shown() + 1, "${open.people} of ${shown()}")
            val resumed = RecordModel(ana, phone("Ana"), open.id, scope)
            assertEquals(Step.COUNT, resumed.state.first { it.session != null }.step)
        }
    }
}
