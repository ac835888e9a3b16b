import Foundation
import TerenCore

/// What a member's store holds.
@MainActor
final class FakeDisk {
    let me: Me
    let door: FakeDoor
    var papers: [String: Paper] = [:]
    var unsent: Set<String> = []
    /// Photos that are here.
    var photos: [String: Data] = [:]
    var matters: [Matter] = []
    var carrying = 0
    var lastSync: Date?
    var nextRetry: Date?

    init(_ me: Me, _ door: FakeDoor) {
        self.me = me
        self.door = door
    }

    /// Campaigns and the like come with the first sync.
    var told: Bool { lastSync != nil }
}

/// One member's work in memory. The same words and refusals as the real one, and no waiting.
@MainActor
public final class FakeTeren: Teren {
    public nonisolated let me: Me
    public nonisolated let label: String
    public nonisolated let lock: any Lock
    public nonisolated let isPractice: Bool
    /// Whether the disk has no room for what is taken in.
    public var full = false
    let office: FakeOffice
    let disk: FakeDisk
    private let goneFrom: () -> Void
    private let others: () -> [MemberHere]
    private var listening: [UUID: AsyncStream<Standing>.Continuation] = [:]

    init(
        _ office: FakeOffice, _ disk: FakeDisk, _ label: String, isPractice: Bool,
        goneFrom: @escaping () -> Void, others: @escaping () -> [MemberHere]
    ) {
        me = disk.me
        self.label = label
        lock = isPractice ? PracticeLock() : FakeLock(disk.door)
        self.isPractice = isPractice
        self.office = office
        self.disk = disk
        self.goneFrom = goneFrom
        self.others = others
    }

    public func standing() async -> AsyncStream<Standing> {
        let (stream, telling) = AsyncStream.makeStream(
            of: Standing.self, bufferingPolicy: .bufferingNewest(1))
        let id = UUID()
        listening[id] = telling
        telling.onTermination = { [weak self] _ in
            Task { @MainActor in self?.listening[id] = nil }
        }
        telling.yield(now)
        return stream
    }

    public func stored() async throws(Trouble) -> Stored {
        Stored(
            sessions: disk.papers.count, venues: disk.told ? office.venues.count : 0,
            bytes: pageBytes * (1 + disk.papers.count))
    }

    public func sessions(_ query: Query) async throws(Trouble) -> Page {
        let there = disk.papers.values.filter { $0.session.withdrawn == nil }
        let rows = there.map { $0.listed(unsent: disk.unsent.contains($0.session.id)) }
        let found = rows.filter { row in
            finds(query.search, in: "\(row.title) \(row.place)")
                && (query.status == nil || row.status == query.status)
                && (query.heldBy == nil || row.team.contains(query.heldBy!))
                && (!query.onlyUnsent || row.unsent)
                && (!query.onlyConflicts || row.conflicts > 0)
                && (!query.onlyReturned || row.returned != nil)
        }.sorted { ($0.day, $0.id) > ($1.day, $1.id) }
        let page = found.dropFirst(query.offset).prefix(query.limit)
        return Page(sessions: Array(page), more: found.count > query.offset + query.limit)
    }

    public func session(_ id: String) async throws(Trouble) -> Session {
        try paper(id).shown
    }

    public func begin(_ edits: [Edit]) async throws(Trouble) -> String {
        guard !edits.isEmpty else {
            let nothing = "nothing that can be sent"
            throw .invalid([Problem(field: "session", found: nothing, allowed: "a kind")])
        }
        let id = String(format: "%04d-", disk.papers.count + office.papers.count) + me.id
        var session = Session(id: id)
        for edit in edits { session.apply(edit) }
        keep(Paper(session: session))
        return id
    }

    @discardableResult
    public func edit(_ id: String, _ edits: [Edit]) async throws(Trouble) -> Session {
        try change(id) { paper in
            for edit in edits { paper.session.apply(edit) }
        }
    }

    @discardableResult
    public func count(_ id: String, _ cell: String, by: Int) async throws(Trouble) -> Session {
        try change(id) { paper in
            let own = paper.counts[me.id]?[cell] ?? 0
            paper.counts[me.id, default: [:]][cell] = max(0, own + by)
        }
    }

    @discardableResult
    public func sayWhole(
        _ id: String, table: String, _ whole: Bool
    ) async throws(Trouble) -> Session {
        try change(id) { paper in
            let said = Paper.Said(who: me.id, table: table)
            if whole { paper.whole.insert(said) } else { paper.whole.remove(said) }
        }
    }

    @discardableResult
    public func writeNotes(
        _ id: String, shown: String, wanted: String
    ) async throws(Trouble) -> Session {
        try change(id) { $0.session.notes = wanted }
    }

    @discardableResult
    public func finish(_ id: String) async throws(Trouble) -> Session {
        try change(id) { paper in
            paper.session.status = "done"
            paper.session.endedAt = noon
        }
    }

    @discardableResult
    public func settle(
        _ id: String, field: String, saying: Int
    ) async throws(Trouble) -> Session {
        let open = try paper(id).session.conflicts.first { $0.field == field }
        guard let open, open.sayings.indices.contains(saying) else {
            throw .notFound("\(field) has no such saying")
        }
        return try change(id) { paper in
            paper.session.conflicts.removeAll { $0 == open }
            if field == "title" { paper.session.title = open.sayings[saying].value }
        }
    }

    public func editors(_ id: String) async throws(Trouble) -> [Editor] {
        let paper = try paper(id)
        return Set(paper.counts.keys).union(paper.session.team.keys).sorted().map {
            Editor(who: $0, at: noon)
        }
    }

    public func campaigns() async throws(Trouble) -> [Campaign] {
        disk.told ? office.campaigns : []
    }

    public func materials() async throws(Trouble) -> [Named] {
        disk.told ? office.materials : []
    }

    public func colleagues() async throws(Trouble) -> [Named] {
        disk.told ? office.members.map { Named(id: $0.id, name: $0.name) } : []
    }

    public func venues(_ text: String, limit: Int) async throws(Trouble) -> [Venue] {
        let told = disk.told ? office.venues : []
        return Array(told.filter { finds(text, in: $0.place.words) }.prefix(limit))
    }

    public func proposeVenue(_ place: Place) async throws(Trouble) -> Place {
        guard !place.venue.isBlank, !place.locality.isBlank else {
            let asked = "its name and where it is"
            throw .invalid([Problem(field: "venue", found: "nothing", allowed: asked)])
        }
        var proposed = place
        proposed.venueId = "p-\(place.venue)"
        return proposed
    }

    public func questions(
        _ id: String, language: String, begun: Set<String>
    ) async throws(Trouble) -> Asked {
        let paper = try paper(id)
        guard paper.session.campaign != nil else { return .nothing }
        return asked(office.questions, paper.answers, begun)
    }

    public func askAgain(_ id: String, group: String) async throws(Trouble) -> String {
        try anotherTime(office.questions, try paper(id).answers, group, me.id)
    }

    @discardableResult
    public func unask(_ id: String, time: String) async throws(Trouble) -> Session {
        try change(id) { paper in
            paper.answers = paper.answers.filter { !$0.key.hasPrefix(time) }
        }
    }

    @discardableResult
    public func answer(
        _ id: String, _ key: String, _ said: String?
    ) async throws(Trouble) -> Session {
        guard office.questions.contains(where: { $0.key == formKey(key) }) else {
            throw .notFound("no question \(key)")
        }
        return try change(id) { $0.answers[key] = said }
    }

    public func matters() async throws(Trouble) -> [Matter] {
        disk.matters
    }

    public func dismiss(_ number: Int64) async throws(Trouble) {
        disk.matters.removeAll { $0.number == number }
        tell()
    }

    @discardableResult
    public func sync(
        _ told: @escaping @Sendable (Headway) -> Void
    ) async throws(Trouble) -> Report {
        try checkReal()
        let sent = disk.unsent.count
        told(Headway(sent: 0, received: 0, toSend: sent))
        try office.checkLine()
        let photos = unsentPhotos
        for id in disk.unsent {
            guard var paper = disk.papers[id] else { continue }
            let own = paper.counts[me.id]
            paper.counts = office.papers[id]?.counts ?? [:]
            paper.counts[me.id] = own
            office.papers[id] = paper
        }
        for photo in photos { office.photos[photo] = disk.photos[photo] }
        disk.unsent = []
        let received = office.papers.filter { disk.papers[$0.key] != $0.value }.count
        disk.papers.merge(office.papers) { $1 }
        (disk.lastSync, disk.nextRetry) = (noon, nil)
        disk.carrying = 0
        told(Headway(sent: sent, received: received, toSend: 0))
        tell()
        var report = Report(sent: sent, received: received, refused: 0)
        report.photosSent = photos.count
        return report
    }

    public func practise() async throws(Trouble) -> any Teren {
        try checkReal()
        // Of what is here, what the office told is there as well, and none of the work.
        let asIf = FakeDisk(me, FakeDoor { noon })
        asIf.lastSync = disk.lastSync
        return FakeTeren(office, asIf, label, isPractice: true, goneFrom: {}) { [] }
    }

    public func leave() async throws(Trouble) {
        try checkReal()
        let onlyHere = disk.unsent.count + unsentPhotos.count + disk.matters.count
        guard onlyHere == 0 else { throw .syncFirst("\(onlyHere) things are nowhere else") }
        goneFrom()
    }

    public func close() async {
        for telling in listening.values { telling.finish() }
    }

    /// Puts a session there as if a sync had brought it: for previews and tests of screens.
    public func bring(_ session: Session) {
        disk.papers[session.id] = Paper(session: session, counts: ["m-other": session.figures])
        tell()
    }

    /// Something to be decided, as if a sync had brought it.
    public func bring(_ matter: Matter) {
        disk.matters.append(matter)
        tell()
    }

    /// As if the library would try again then, until a sync works.
    public func triesAgain(at when: Date) {
        disk.nextRetry = when
        tell()
    }

    func checkReal() throws(Trouble) {
        if isPractice { throw .practice }
    }

    func paper(_ id: String) throws(Trouble) -> Paper {
        guard let paper = disk.papers[id] else { throw .notFound("no session \(id)") }
        return paper
    }

    func tell() {
        for telling in listening.values { telling.yield(now) }
    }

    @discardableResult
    func change(_ id: String, _ work: (inout Paper) -> Void) throws(Trouble) -> Session {
        var paper = try paper(id)
        work(&paper)
        keep(paper)
        return paper.shown
    }

    private func keep(_ paper: Paper) {
        disk.papers[paper.session.id] = paper
        disk.unsent.insert(paper.session.id)
        tell()
    }

    private var now: Standing {
        var standing = Standing()
        standing.unsent = disk.unsent.count
        standing.unsentPhotos = unsentPhotos.count
        standing.lastSync = disk.lastSync
        standing.nextRetry = disk.nextRetry
        standing.attention = disk.matters.count
        standing.carrying = disk.carrying
        standing.returned = disk.papers.values.count { $0.session.review?.state == "returned" }
        standing.others = others()
        return standing
    }
}

/// A store grows by pages of so many bytes.
private let pageBytes = 4096
