package org.teren.testing

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import kotlin.test.fail

/**
 * A real `teren` in a folder of its own. It can be killed and started again at the same address,
 * as a server is that lost its power.
 */
class TerenServer(private val folder: Path) : AutoCloseable {
    private val data = folder.resolve("data")
    private var listen = "127.0.0.1:0"
    private var process: Process? = null

    init {
        run(
            "init", "--data", "$data", "--organisation", "Prevention Agency", "--country", "RO",
            "--unit", "suceava:Suceava",
        )
        start()
    }

    /** Starts it; returns once it accepts. */
    fun start() {
        val ready = folder.resolve("ready")
        Files.deleteIfExists(ready)
        val log = folder.resolve("server.log").toFile()
        val started = ProcessBuilder(
            program, "serve", "--data", "$data", "--listen", listen, "--ready-file", "$ready",
        ).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log)).start()
        process = started
        while (!Files.exists(ready) || Files.readString(ready).isBlank()) {
            if (started.waitFor(20, TimeUnit.MILLISECONDS)) {
                fail("the server ended: ${log.readText()}")
            }
        }
        listen = Files.readString(ready).trim()
    }

    /** Takes its power away. */
    fun kill() {
        process?.destroyForcibly()?.waitFor()
        process = null
    }

    /** A programme of the unit, in which partners can be given seats. */
    fun makeProgramme(id: String) {
        run("programme", "create", "--data", "$data", "--id", id, "--name", id, "--unit", "suceava")
    }

    /** Brings venues into the register, given as the lines of a table. */
    fun bringVenues(vararg lines: String) {
        val table = folder.resolve("venues.csv")
        Files.write(table, listOf("id;name;locality;adm1") + lines)
        run("import", "venues", "$table", "--data", "$data")
    }

    /** Makes a campaign that asks the form for schools of `tests/fixtures`; its id. */
    fun askSchools(): String {
        run("campaign", "add", "spring", "--title", "Spring", "--data", "$data")
        val form = Path.of(System.getProperty("teren.android"))
            .resolve("../../tests/fixtures/xlsform/school.xlsx").normalize()
        run("questions", "import", "$form", "--campaign", "spring", "--data", "$data")
        return "spring"
    }

    /** Everything that it holds, as its export says it in JSON. */
    fun export(): String = run("export", "--data", "$data", "--format", "json", "--to", "-")

    /** A one-time invite for a member, as a link. A partner names a programme. */
    fun invite(member: String, role: String = "volunteer", programme: String? = null): String {
        val seat = if (programme == null) emptyArray() else arrayOf("--programme", programme)
        val json = run(
            "invite", "--data", "$data", "--member", member, "--role", role, "--unit", "suceava",
            "--public-url", "https://$listen", "--allow-local", "--json", *seat,
        )
        return said("url", json)
    }

    /** An administrator's one-time code for the phone of a member who forgot the PIN. */
    fun unlockCode(member: String): String =
        said("code", run("member", "unlock", "--data", "$data", "--member", member, "--json"))

    /** Lets no phone in any more: what they still send waits for a coordinator. */
    fun closePhones() = toPhones("close")

    /** Has what is on every phone destroyed when it syncs next. */
    fun wipePhones() = toPhones("wipe")

    private fun toPhones(what: String) {
        val list = run("device", "list", "--data", "$data", "--json")
        val ids = Regex("\"device\"\\s*:\\s*\"([^\"]+)\"").findAll(list)
        for (id in ids) run("device", what, "--data", "$data", id.groupValues[1])
    }

    /** What waits for a coordinator. */
    fun quarantined(): String = run("quarantine", "list", "--data", "$data", "--json")

    override fun close() = kill()

    /** What a field of a command's JSON says. */
    private fun said(field: String, json: String): String {
        val found = Regex("\"$field\"\\s*:\\s*\"([^\"]+)\"").find(json)
        return found?.groupValues?.get(1) ?: fail("no $field in $json")
    }

    private fun run(vararg arguments: String): String {
        val errors = folder.resolve("errors").toFile()
        val child = ProcessBuilder(listOf(program) + arguments).redirectError(errors).start()
        val output = child.inputStream.bufferedReader().readText()
        if (child.waitFor() != 0) fail("teren ${arguments.first()}: ${errors.readText()}")
        return output
    }

    private companion object {
        val program: String = System.getProperty("teren.program")
    }
}
