package org.teren.core.bridge

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.callbackFlow
import kotlinx.coroutines.flow.conflate
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import org.teren.bindings.Client
import org.teren.bindings.Status
import org.teren.bindings.StatusListener
import org.teren.bindings.SyncListener
import org.teren.bindings.SyncProgress
import org.teren.core.Asked
import org.teren.core.Campaign
import org.teren.core.Edit
import org.teren.core.Editor
import org.teren.core.Lock
import org.teren.core.Matter
import org.teren.core.Me
import org.teren.core.Named
import org.teren.core.Page
import org.teren.core.Photo
import org.teren.core.Place
import org.teren.core.PracticeLock
import org.teren.core.Progress
import org.teren.core.Query
import org.teren.core.Report
import org.teren.core.Session
import org.teren.core.Standing
import org.teren.core.Stored
import org.teren.core.Taken
import org.teren.core.Teren
import org.teren.core.Venue

/** One member's work over the Rust library: calls it, and decides nothing. */
internal class BridgedTeren(
    private val client: Client,
    override val label: String,
    override val lock: Lock,
    override val isPractice: Boolean,
) : Teren {
    /** One thread at a time, in the order of the calls. */
    @OptIn(ExperimentalCoroutinesApi::class)
    private val inOrder: CoroutineDispatcher = Dispatchers.IO.limitedParallelism(1)

    @Volatile private var isClosed = false

    override val me: Me = client.me().shown()

    override val standing: Flow<Standing> = callbackFlow {
        val watch = client.watch(
            object : StatusListener {
                override fun onStatus(status: Status) {
                    trySend(status.shown())
                }
            },
        )
        awaitClose { watch.close() }
    }.conflate().flowOn(inOrder)

    override suspend fun stored(): Stored = local { client.stored().shown() }

    override suspend fun sessions(query: Query): Page = local { client.list(query.said()).shown() }

    override suspend fun session(id: String): Session = local { client.session(id).shown() }

    override suspend fun begin(edits: List<Edit>): String = local {
        client.begin(edits.map { it.said() })
    }

    override suspend fun edit(id: String, edits: List<Edit>): Session = local {
        client.edit(id, edits.map { it.said() }).shown()
    }

    override suspend fun count(id: String, cell: String, by: Int): Session = local {
        client.count(id, cell, by.toLong()).shown()
    }

    override suspend fun sayWhole(id: String, table: String, whole: Boolean): Session = local {
        client.sayWhole(id, table, whole).shown()
    }

    override suspend fun writeNotes(id: String, shown: String, wanted: String): Session = local {
        client.writeNotes(id, shown, wanted).shown()
    }

    override suspend fun finish(id: String): Session = local { client.finish(id).shown() }

    override suspend fun withdraw(id: String, why: String): Session = local {
        client.withdraw(id, why).shown()
    }

    override suspend fun showAgain(id: String): Session = local { client.showAgain(id).shown() }

    override suspend fun likeness(id: String): List<Session> = local {
        val pairs = client.likelyDuplicates().map { setOf(it.one, it.other) }.filter { id in it }
        pairs.map { client.session((it - id).single()).shown() }
    }

    override suspend fun markDuplicate(id: String, kept: String): Session = local {
        client.markDuplicate(id, kept).shown()
    }

    override suspend fun unmarkDuplicate(id: String): Session = local {
        client.unmarkDuplicate(id).shown()
    }

    override suspend fun settle(id: String, field: String, saying: Int): Session = local {
        client.resolve(id, field, saying.toUInt()).shown()
    }

    override suspend fun editors(id: String): List<Editor> = local {
        client.editors(id).map { it.shown() }
    }

    override suspend fun campaigns(): List<Campaign> = local { client.campaigns().map { it.shown() } }

    override suspend fun materials(): List<Named> = local { client.materials().map { it.shown() } }

    override suspend fun colleagues(): List<Named> = local { client.colleagues().map { it.shown() } }

    override suspend fun venues(text: String, limit: Int): List<Venue> = local {
        client.venues(text, limit.toUInt()).map { it.shown() }
    }

    override suspend fun proposeVenue(place: Place): Place = local {
        client.proposeVenue(place.said()).shown()
    }

    override suspend fun questions(id: String, language: String, begun: Set<String>): Asked = local {
        client.questionnaire(id, language, begun.toList())?.shown() ?: Asked.NOTHING
    }

    override suspend fun askAgain(id: String, group: String): String = local {
        client.askAgain(id, group)
    }

    override suspend fun unask(id: String, time: String): Session = local {
        client.unask(id, time).shown()
    }

    override suspend fun answer(id: String, key: String, said: String?): Session = local {
        client.answer(id, key, said).shown()
    }

    override suspend fun photos(id: String): List<Photo> = local {
        client.photos(id).map { it.shown() }
    }

    override suspend fun attach(id: String, picture: ByteArray) {
        inWords { client.attach(id, picture, PHOTO) }
    }

    override suspend fun photo(id: String, hash: String): ByteArray = inWords {
        client.photo(id, hash)
    }

    override suspend fun detach(id: String, hash: String) = local { client.detach(id, hash) }

    override suspend fun handOver(ids: List<String>): ByteArray = local {
        val made = if (ids.isEmpty()) client.handOverUnsent(null) else client.handOver(ids, null)
        made.bytes
    }

    override suspend fun take(file: ByteArray): List<Taken> = local {
        client.take(file).map { it.shown() }
    }

    override suspend fun matters(): List<Matter> = local { client.matters().map { it.shown() } }

    override suspend fun dismiss(number: Long) = local { client.dismiss(number) }

    override suspend fun sync(told: (Progress) -> Unit): Report = inWords {
        val listener = object : SyncListener {
            override fun onProgress(progress: SyncProgress) = told(progress.shown())
        }
        client.sync(listener).shown()
    }

    override suspend fun practise(): Teren = local {
        BridgedTeren(client.practise(), label, PracticeLock, isPractice = true)
    }

    override suspend fun leave() = local { client.leave() }

    /** Once what was called before is done. */
    override fun close() = runBlocking(inOrder) {
        isClosed = true
        client.close()
    }

    private suspend fun <T> local(work: () -> T): T = withContext(inOrder) {
        // Whoever asks for more of what is closed is not waited for by anybody.
        if (isClosed) throw CancellationException("it was closed")
        inWords { work() }
    }

    private companion object {
        /** What every photo is called: a name of the gallery's may say more than its picture. */
        const val PHOTO = "photo.jpg"
    }
}
