package org.teren.core.fake

import java.time.Instant
import java.time.ZoneOffset
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.asStateFlow
import org.teren.core.*

/** What a member's store holds. */
internal class FakeDisk(val me: Me, val door: FakeDoor) {
    val papers = linkedMapOf<String, Paper>()
    val unsent = linkedSetOf<String>()
    /** What others handed over, and who did. */
    val carried = linkedMapOf<String, String>()
    val matters = mutableListOf<Matter>()
    /** Photos that are here, by their hashes. */
    val photos = mutableMapOf<String, ByteArray>()
    var lastSync: Instant? = null
    var nextRetry: Instant? = null
    /** What it was told of: campaigns and the like come with the first sync. */
    var told = false

    fun member(label: String, office: FakeOffice) =
        MemberHere(label, unsent.size, unsentPhotos(office))

    fun unsentPhotos(office: FakeOffice) = papers.values.flatMap { it.photos }
        .count { it in photos && it !in office.photos }
}

/** One member's work in memory. The same words and refusals as the real one, and no waiting. */
class FakeTeren internal constructor(
    private val office: FakeOffice,
    private val disk: FakeDisk,
    override val label: String,
    override val isPractice: Boolean,
    private val goneFrom: () -> Unit,
    private val others: () -> List<MemberHere>,
) : Teren {
    override val me = disk.me
    override val lock: Lock = if (isPractice) PracticeLock else FakeLock(disk.door)
    private val now = MutableStateFlow(standing())
    override val standing: Flow<Standing> = now.asStateFlow()

    override suspend fun stored() = Stored(
        sessions = disk.papers.size.toLong(),
        venues = if (disk.told) office.venues.size.toLong() else 0L,
        bytes = PAGE_BYTES * (1L + disk.papers.size),
    )

    override suspend fun sessions(query: Query): Page {
        val words = query.search.lowercase().split(' ').filter(String::isNotBlank)
        val there = disk.papers.values.filter { it.session.withdrawn == null }
        val found = there.map { listed(it) }.filter { row ->
            val own = "${row.title} ${row.place}".lowercase().split(' ', ',')
            words.all { word -> own.any { it.startsWith(word) } } &&
                (query.status == null || row.status == query.status) &&
                (query.heldBy == null || query.heldBy in row.team) &&
                (!query.onlyUnsent || row.unsent) &&
                (!query.onlyConflicts || row.conflicts > 0) &&
                (!query.onlyReturned || row.returned != null)
        }.sortedByDescending { it.day + it.id }
        return Page(
            found.drop(query.offset).take(query.limit),
            found.size > query.offset + query.limit,
        )
    }

    override suspend fun session(id: String) = paper(id).shown()

    override suspend fun begin(edits: List<Edit>): String {
        if (edits.isEmpty()) {
            throw Trouble.Invalid(listOf(Problem("session", "nothing that can be sent", "a kind")))
        }
        val id = "%04d-%s".format(disk.papers.size + office.papers.size, me.id)
        change(id, Paper(edits.fold(nothingSaid(id)) { session, edit -> session.with(edit) }))
        return id
    }

    override suspend fun edit(id: String, edits: List<Edit>): Session {
        val paper = paper(id)
        return change(id, paper.copy(session = edits.fold(paper.session) { s, e -> s.with(e) }))
    }

    override suspend fun count(id: String, cell: String, by: Int): Session {
        val paper = paper(id)
        val own = paper.counts[me.id].orEmpty()
        val counted = own + (cell to maxOf(0L, (own[cell] ?: 0L) + by))
        return change(id, paper.copy(counts = paper.counts + (me.id to counted)))
    }

    override suspend fun sayWhole(id: String, table: String, whole: Boolean): Session {
        val paper = paper(id)
        val said = if (whole) paper.whole + (me.id to table) else paper.whole - (me.id to table)
        return change(id, paper.copy(whole = said))
    }

    override suspend fun writeNotes(id: String, shown: String, wanted: String): Session {
        val paper = paper(id)
        return change(id, paper.copy(session = paper.session.copy(notes = wanted)))
    }

    override suspend fun finish(id: String): Session {
        val paper = paper(id)
        val done = paper.session.copy(status = "done", endedAt = NOON)
        return change(id, paper.copy(session = done))
    }

    override suspend fun withdraw(id: String, why: String): Session {
        if (why.isBlank()) throw Trouble.Invalid(listOf(Problem("withdrawn", "nothing", "why")))
        return changed(id) { it.copy(withdrawn = why) }
    }

    override suspend fun showAgain(id: String) = changed(id) { it.copy(withdrawn = null) }

    override suspend fun likeness(id: String): List<Session> {
        val like = paper(id).shown()
        return disk.papers.values.map { it.shown() }.filter {
            authorOf(it.id) != authorOf(id) && it.kind == like.kind && it.place == like.place && !it.place.isEmpty &&
                it.startedAt == like.startedAt && it.duplicateOf == null && like.duplicateOf == null
        }
    }

    override suspend fun markDuplicate(id: String, kept: String) =
        changed(id) { it.copy(duplicateOf = kept) }

    override suspend fun unmarkDuplicate(id: String) = changed(id) { it.copy(duplicateOf = null) }

    private fun changed(id: String, by: (Session) -> Session): Session {
        val paper = paper(id)
        return change(id, paper.copy(session = by(paper.session)))
    }

    override suspend fun settle(id: String, field: String, saying: Int): Session {
        val paper = paper(id)
        val open = paper.session.conflicts.find { it.field == field }
        val chosen = open?.sayings?.getOrNull(saying)
            ?: throw Trouble.NotFound("$field has no such saying")
        val left = paper.session.copy(conflicts = paper.session.conflicts - open)
        val settled = if (field == "title") left.copy(title = chosen.value) else left
        return change(id, paper.copy(session = settled))
    }

    override suspend fun editors(id: String): List<Editor> {
        val paper = paper(id)
        return (paper.counts.keys + paper.session.team.keys).map { Editor(it, NOON) }
    }

    override suspend fun campaigns() = office.campaigns.filter { disk.told }

    override suspend fun materials() = office.materials.filter { disk.told }

    override suspend fun colleagues() =
        office.members.filter { disk.told }.map { Named(it.id, it.name) }

    override suspend fun venues(text: String, limit: Int): List<Venue> {
        val words = text.lowercase().split(' ').filter(String::isNotBlank)
        val told = office.venues.filter { disk.told }
        return told.filter { venue ->
            val own = venue.place.words.lowercase().split(' ', ',')
            words.all { word -> own.any { it.startsWith(word) } }
        }.take(limit)
    }

    override suspend fun proposeVenue(place: Place): Place {
        if (place.venue.isBlank() || place.locality.isBlank()) {
            throw Trouble.Invalid(listOf(Problem("venue", "nothing", "its name and where it is")))
        }
        return place.copy(venueId = "p-${place.venue.hashCode()}")
    }

    override suspend fun questions(id: String, language: String, begun: Set<String>): Asked {
        val paper = paper(id)
        if (paper.session.campaign == null) return Asked.NOTHING
        return asked(office.questions, paper.answers, begun)
    }

    override suspend fun askAgain(id: String, group: String): String =
        anotherTime(office.questions, paper(id).answers, group, me.id)

    override suspend fun unask(id: String, time: String): Session {
        val paper = paper(id)
        return change(id, paper.copy(answers = paper.answers.filterKeys { !it.startsWith(time) }))
    }

    override suspend fun answer(id: String, key: String, said: String?): Session {
        val paper = paper(id)
        if (office.questions.none { it.key == formKey(key) }) {
            throw Trouble.NotFound("no question $key")
        }
        val answers = if (said == null) paper.answers - key else paper.answers + (key to said)
        return change(id, paper.copy(answers = answers))
    }

    override suspend fun photos(id: String): List<Photo> = paper(id).photos.sorted().map { hash ->
        val state = when {
            hash !in disk.photos -> PhotoState.ELSEWHERE
            hash in office.photos -> PhotoState.SENT
            else -> PhotoState.WAITING
        }
        val bytes = (disk.photos[hash] ?: office.photos.getValue(hash)).size.toLong()
        Photo(hash, bytes, state, percent = if (hash in office.photos) 100 else 0)
    }

    override suspend fun attach(id: String, picture: ByteArray) {
        val paper = paper(id)
        if (!isPicture(picture)) {
            throw Trouble.Invalid(listOf(Problem("photo", "no picture", "a JPEG or PNG")))
        }
        val hash = "%08x".format(picture.contentHashCode())
        disk.photos[hash] = picture
        change(id, paper.copy(photos = paper.photos + hash))
    }

    override suspend fun photo(id: String, hash: String): ByteArray {
        if (hash !in paper(id).photos) throw Trouble.NotFound("no photo $hash")
        return disk.photos[hash] ?: run {
            office.checkLine()
            office.photos.getValue(hash).also { disk.photos[hash] = it }
        }
    }

    override suspend fun detach(id: String, hash: String) {
        val paper = paper(id)
        if (hash !in paper.photos) throw Trouble.NotFound("no photo $hash")
        change(id, paper.copy(photos = paper.photos - hash))
    }

    override suspend fun handOver(ids: List<String>): ByteArray {
        checkReal()
        val papers = ids.ifEmpty { disk.unsent.toList() }.map { paper(it) }
        if (papers.isEmpty()) throw Trouble.HandOver("nothing", "there is nothing to hand over")
        val words = "fake hand-over ${office.files.size} of ${me.id}"
        office.files[words] = papers
        return words.toByteArray()
    }

    override suspend fun take(file: ByteArray): List<Taken> {
        checkReal()
        val words = String(file)
        val papers = office.files[words] ?: throw Trouble.HandOver("unknown", "this is no hand-over")
        val from = words.substringAfterLast(' ')
        val taken = papers.map { paper ->
            val id = paper.session.id
            val became = when (disk.papers[id]) {
                null -> "new"
                paper -> "known"
                else -> "changed"
            }
            if (became != "known") {
                disk.papers[id] = paper
                disk.carried[id] = from
            }
            TakenPaper(id, paper.session.title, became, "")
        }
        tell()
        val name = office.members.first { it.id == from }.name
        return listOf(Taken(name, taken, carried = taken.any { it.became != "known" }))
    }

    override suspend fun matters() = disk.matters.toList()

    override suspend fun dismiss(number: Long) {
        disk.matters.removeIf { it.number == number }
        tell()
    }

    override suspend fun sync(told: (Progress) -> Unit): Report {
        checkReal()
        told(Progress(0, 0, disk.unsent.size.toLong()))
        disk.nextRetry = if (office.online) null else office.retryAt
        if (!office.online) tell()
        office.checkLine()
        val sent = disk.unsent.size.toLong()
        val photos = standing().unsentPhotos.toLong()
        for (id in disk.unsent) {
            for (hash in disk.papers.getValue(id).photos) {
                disk.photos[hash]?.let { office.photos[hash] = it }
            }
            val mine = disk.papers.getValue(id)
            val theirs = office.papers[id]?.counts.orEmpty()
            office.papers[id] = mine.copy(counts = theirs + mine.counts.filterKeys { it == me.id })
        }
        for (id in disk.carried.keys) office.papers[id] = disk.papers.getValue(id)
        disk.carried.clear()
        disk.unsent.clear()
        val received = office.papers.count { (id, paper) -> disk.papers[id] != paper }.toLong()
        disk.papers.putAll(office.papers)
        disk.lastSync = NOON
        disk.told = true
        told(Progress(sent, received, 0))
        tell()
        return Report(sent, received, 0, photosSent = photos)
    }

    override suspend fun practise(): Teren {
        // Of what is here, what the office told is there as well, and none of the work.
        val asIf = FakeDisk(me, FakeDoor()).apply { told = disk.told }
        return FakeTeren(office, asIf, label, isPractice = true, {}) { emptyList() }
    }

    override suspend fun leave() {
        checkReal()
        val onlyHere = standing().run { unsent + unsentPhotos } + disk.matters.size
        if (onlyHere > 0) throw Trouble.SyncFirst("$onlyHere things are nowhere else")
        goneFrom()
    }

    /** Whether it was; what is asked of it all the same is answered. */
    var isClosed = false
        private set

    override fun close() {
        isClosed = true
    }

    /** Puts a session there as if a sync had brought it: for previews and tests of screens. */
    fun bring(session: Session) {
        disk.papers[session.id] = Paper(session, mapOf("m-other" to session.figures))
    }

    /** Something to be decided, as if a sync had brought it. */
    fun bring(matter: Matter) {
        disk.matters += matter
        tell()
    }

    private fun paper(id: String) = disk.papers[id] ?: throw Trouble.NotFound("no session $id")

    private fun change(id: String, paper: Paper): Session {
        disk.papers[id] = paper
        disk.unsent += id
        tell()
        return paper.shown()
    }

    private fun checkReal() {
        if (isPractice) throw Trouble.Practice("this is practice")
    }

    private fun tell() {
        now.value = standing()
    }

    private fun standing() = Standing(
        unsent = disk.unsent.size,
        unsentPhotos = disk.unsentPhotos(office),
        lastSync = disk.lastSync,
        nextRetry = disk.nextRetry,
        attention = disk.matters.size,
        carrying = disk.carried.size,
        returned = disk.papers.values.count { it.session.review?.state == "returned" },
        others = others(),
    )

    private fun Paper.shown(): Session {
        val figures = sortedMapOf<String, Long>()
        counts.values.forEach { own -> own.forEach { (cell, n) -> figures.merge(cell, n, Long::plus) } }
        figures.values.removeIf { it == 0L }
        val counters = counts.flatMap { (who, own) ->
            own.keys.map(::tableOf).distinct().map { table ->
                val total = own.filterKeys { tableOf(it) == table }.values.sum()
                Counter(table, who, (who to table) in whole, total, NOON)
            }
        }
        val said = whole.filter { (who, table) -> counters.none { it.who == who && it.table == table } }
            .map { (who, table) -> Counter(table, who, true, 0, NOON) }
        val people = figures.filterKeys { it.startsWith("reached.") }.values.sum()
        return session.copy(figures = figures, counters = counters + said, people = people)
    }

    private fun listed(paper: Paper): Listed {
        val session = paper.shown()
        val at = session.startedAt ?: session.plannedFor ?: NOON
        return Listed(
            id = session.id,
            day = at.atZone(ZoneOffset.UTC).toLocalDate().toString(),
            kind = session.kind,
            title = session.title,
            place = session.place.words,
            spot = session.place,
            status = session.status,
            people = session.people,
            conflicts = session.conflicts.size,
            unsent = session.id in disk.unsent,
            team = session.team.keys.toList(),
            returned = session.review?.takeIf { it.state == "returned" }?.comment,
            broughtBy = listOfNotNull(disk.carried[session.id]),
        )
    }
}

private const val PAGE_BYTES = 4_096L

private val NOON: Instant = Instant.parse("2017-03-14T12:00:00Z")

/** By how files of the two kinds begin. */
private fun isPicture(bytes: ByteArray): Boolean {
    val start = bytes.take(3).map { it.toInt() and 0xff }
    return start == listOf(0xff, 0xd8, 0xff) || start == listOf(0x89, 'P'.code, 'N'.code)
}

/** Whoever began a session: the end of its id. */
private fun authorOf(id: String) = id.substringAfter('-')

private fun tableOf(cell: String) = when (val table = cell.substringBefore('.')) {
    "reached", "groups" -> "people"
    else -> table
}

/** Hundredths of a degree. */
private fun rounded(degrees: Double) = Math.round(degrees * 100) / 100.0

private fun nothingSaid(id: String) = Session(
    id = id, kind = null, title = "", campaign = null, status = "planned", counting = "counted",
    place = Place.NOWHERE, at = null, plannedFor = null, startedAt = null, endedAt = null, team = emptyMap(),
    topics = emptySet(), figures = emptyMap(), counters = emptyList(), people = 0, notes = "",
    withdrawn = null, duplicateOf = null, review = null, conflicts = emptyList(),
)

private fun Session.with(edit: Edit): Session = when (edit) {
    is Edit.Title -> copy(title = edit.title)
    is Edit.Kind -> copy(kind = edit.code)
    is Edit.Campaign -> copy(campaign = edit.id)
    is Edit.Where -> copy(place = edit.place)
    is Edit.At -> copy(at = edit.point?.let { Point(rounded(it.latitude), rounded(it.longitude)) })
    is Edit.Status -> copy(status = edit.code)
    is Edit.StartedAt -> copy(startedAt = edit.at)
    is Edit.Counting -> copy(counting = edit.code)
    is Edit.Team ->
        copy(team = edit.role?.let { team + (edit.member to it) } ?: (team - edit.member))
    is Edit.Topic -> copy(topics = if (edit.present) topics + edit.code else topics - edit.code)
}
