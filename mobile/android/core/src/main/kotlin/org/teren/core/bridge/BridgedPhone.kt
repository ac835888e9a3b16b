package org.teren.core.bridge

import java.nio.file.Path
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import org.teren.bindings.Client
import org.teren.bindings.Home
import org.teren.bindings.Series
import org.teren.bindings.members as membersIn
import org.teren.bindings.notesWarnings
import org.teren.bindings.seriesFrames
import org.teren.bindings.setAside as setAsideIn
import org.teren.bindings.version as libraryVersion
import org.teren.bindings.vocabulary as libraryVocabulary
import org.teren.core.CodesRead
import org.teren.core.Keys
import org.teren.core.LockState
import org.teren.core.MemberHere
import org.teren.core.Phone
import org.teren.core.Teren
import org.teren.core.Vocabulary
import org.teren.core.Warning

/** The phone over the Rust library. [folder] is the app's own; [app] is its name and version. */
class BridgedPhone(
    private val folder: Path,
    private val app: String,
    private val keys: Keys,
) : Phone {
    override val version: String = libraryVersion()

    override val vocabulary: Vocabulary = libraryVocabulary().shown()

    override fun warnings(note: String): List<Warning> = notesWarnings(note).map { it.shown() }

    override suspend fun codesOf(file: ByteArray): List<String> = local { seriesFrames(file) }

    override suspend fun readCodes(kept: String, code: String?): CodesRead = local {
        Series.resume(kept).use { series ->
            code?.let(series::add)
            CodesRead(series.kept(), series.progress().shown(), series.file())
        }
    }

    override suspend fun members(): List<MemberHere> = local {
        membersIn("$folder").map { it.shown() }
    }

    override suspend fun join(invite: String, label: String): Teren = local {
        val home = Home("$folder", keys.store(label), app)
        real(Client.join(home, invite, label), label)
    }

    override suspend fun lock(label: String): LockState = local { door(label).state() }

    override val knowsBiometrics: Boolean get() = keys.biometrics != null

    override suspend fun open(label: String): Teren = local { opened(label, door(label).freeKey()) }

    override suspend fun unlock(label: String, pin: String): Teren = local {
        opened(label, door(label).key(pin))
    }

    override suspend fun unlockByBiometrics(label: String): Teren? = local {
        door(label).keyByBiometrics()?.let { opened(label, it) }
    }

    override suspend fun unlockByCode(label: String, code: String, pin: String): Teren = local {
        opened(label, door(label).keyByCode(code, pin))
    }

    override suspend fun setAside(label: String) = local {
        setAsideIn("$folder", label)
        // It would open nothing of what the member joins with next.
        keys.biometrics?.forget(label)
        Unit
    }

    override suspend fun forget(label: String) = local {
        keys.forget(label)
        keys.biometrics?.forget(label)
        Unit
    }

    private fun opened(label: String, key: ByteArray): Teren =
        real(Client.open(Home("$folder", key, app), label), label)

    private fun real(client: Client, label: String) =
        BridgedTeren(client, label, BridgedLock(client, door(label)), isPractice = false)

    private fun door(label: String) = Door(folder, label, keys)

    private suspend fun <T> local(work: suspend () -> T): T =
        withContext(Dispatchers.IO) { inWords { work() } }
}
