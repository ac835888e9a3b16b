package org.teren.core.bridge

import java.nio.file.Path
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import org.teren.bindings.Client
import org.teren.bindings.Home
import org.teren.bindings.members as membersIn
import org.teren.bindings.notesWarnings
import org.teren.bindings.version as libraryVersion
import org.teren.bindings.vocabulary as libraryVocabulary
import org.teren.core.MemberHere
import org.teren.core.Phone
import org.teren.core.Teren
import org.teren.core.Vocabulary
import org.teren.core.Warning

/**
 * The phone over the Rust library. [folder] is the app's own; [key] gives the 32 bytes of a
 * member's key out of the system's key store; [app] is its name and version.
 */
class BridgedPhone(
    private val folder: Path,
    private val app: String,
    private val key: (label: String) -> ByteArray,
) : Phone {
    override val version: String = libraryVersion()

    override val vocabulary: Vocabulary = libraryVocabulary().shown()

    override fun warnings(note: String): List<Warning> = notesWarnings(note).map { it.shown() }

    override suspend fun members(): List<MemberHere> = local {
        membersIn("$folder").map { it.shown() }
    }

    override suspend fun join(invite: String, label: String): Teren = local {
        BridgedTeren(Client.join(home(label), invite, label), label)
    }

    override suspend fun open(label: String): Teren = local {
        BridgedTeren(Client.open(home(label), label), label)
    }

    private fun home(label: String) = Home("$folder", key(label), app)

    private suspend fun <T> local(work: suspend () -> T): T =
        withContext(Dispatchers.IO) { inWords { work() } }
}
