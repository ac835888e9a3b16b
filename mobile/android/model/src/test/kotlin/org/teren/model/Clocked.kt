package org.teren.model

import java.nio.file.Path
import java.time.LocalDate
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import org.teren.core.Trouble
import org.teren.core.bridge.BridgedPhone
import org.teren.core.fake.FakeKept
import org.teren.testing.TestKeys

/** A phone on which somebody records and syncs, and which prints what it shows then. */
fun main(arguments: Array<String>) = runBlocking {
    val phone = BridgedPhone(Path.of(arguments.single()), "teren-model-test 0.1.0", TestKeys())
    // One thing after another, as on a phone's main thread.
    val scope = CoroutineScope(Dispatchers.Default.limitedParallelism(1))
    val app = AppModel(phone, scope, Choices(FakeKept()))
    app.start().join()
    val open = app.state.value.open!!
    val record = RecordModel(open.teren, phone, null, open.scope)
    record.kind("school").join()
    repeat(3) { record.tap("reached.f.14-17").join() }
    record.finish().join()
    record.trouble.value?.let { throw it }
    val end = try {
        "${open.teren.sync().refused} refused"
    } catch (_: Trouble.NotTrusted) {
        "not trusted"
    }
    println("${LocalDate.now().year}: ${record.state.value.session?.people} people, $end")
    app.lock().join()
}
