package org.teren.model

import java.nio.file.Path
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import org.teren.core.bridge.BridgedPhone
import org.teren.testing.TestKeys

/** A phone that counts one after another and prints each number that a screen would show. */
fun main(arguments: Array<String>) = runBlocking {
    val (folder, invite) = arguments
    val phone = BridgedPhone(Path.of(folder), "teren-model-test 0.1.0", TestKeys())
    val scope = CoroutineScope(Dispatchers.Default.limitedParallelism(1))
    val record = RecordModel(phone.join(invite, "ana"), phone, null, scope)
    record.kind("school").join()
    while (true) {
        record.tap("reached.f.14-17").join()
        println(record.state.value.count("reached.f.14-17"))
    }
}
