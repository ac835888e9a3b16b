import Foundation
internal import TerenBindings

/// One member's work over the Rust library: calls it, and decides nothing.
final class BridgedTeren: Teren {
    private let client: InOrder<Client>
    private let exchanges = Exchanges()
    let me: Me
    let label: String
    let lock: any Lock
    let isPractice: Bool

    init(_ client: Client, _ inOrder: InOrder<Client>, _ label: String, _ lock: any Lock) {
        me = client.me().shown
        isPractice = client.isPractice()
        self.client = inOrder
        self.label = label
        self.lock = lock
    }

    func standing() async -> AsyncStream<Standing> {
        let (stream, telling) = AsyncStream.makeStream(
            of: Standing.self, bufferingPolicy: .bufferingNewest(1))
        do {
            let watch = try await client.use { client in
                try client.watch(listener: Listening { telling.yield($0) })
            }
            // It is told as long as somebody holds the watch.
            telling.onTermination = { _ in withExtendedLifetime(watch) {} }
        } catch {
            telling.finish()
        }
        return stream
    }

    func stored() async throws(Trouble) -> Stored {
        try await client.use { try $0.stored().shown }
    }

    func sessions(_ query: Query) async throws(Trouble) -> Page {
        try await client.use { try $0.list(query: query.said).shown }
    }

    func session(_ id: String) async throws(Trouble) -> Session {
        try await client.use { try $0.session(id: id).shown }
    }

    func begin(_ edits: [Edit]) async throws(Trouble) -> String {
        try await client.use { try $0.begin(edits: edits.map(\.said)) }
    }

    func edit(_ id: String, _ edits: [Edit]) async throws(Trouble) -> Session {
        try await client.use { try $0.edit(id: id, edits: edits.map(\.said)).shown }
    }

    func count(_ id: String, _ cell: String, by: Int) async throws(Trouble) -> Session {
        try await client.use { try $0.count(id: id, cell: cell, by: Int64(by)).shown }
    }

    func sayWhole(_ id: String, table: String, _ whole: Bool) async throws(Trouble) -> Session {
        try await client.use { try $0.sayWhole(id: id, table: table, whole: whole).shown }
    }

    func writeNotes(
        _ id: String, shown: String, wanted: String
    ) async throws(Trouble) -> Session {
        try await client.use { try $0.writeNotes(id: id, shown: shown, wanted: wanted).shown }
    }

    func finish(_ id: String) async throws(Trouble) -> Session {
        try await client.use { try $0.finish(id: id).shown }
    }

    func withdraw(_ id: String, why: String) async throws(Trouble) -> Session {
        try await client.use { try $0.withdraw(id: id, why: why).shown }
    }

    func showAgain(_ id: String) async throws(Trouble) -> Session {
        try await client.use { try $0.showAgain(id: id).shown }
    }

    func likeness(_ id: String) async throws(Trouble) -> [Session] {
        try await client.use { client in
            let pairs = try client.likelyDuplicates().filter { [$0.one, $0.other].contains(id) }
            return try pairs.map { pair in
                try client.session(id: pair.one == id ? pair.other : pair.one).shown
            }
        }
    }

    func markDuplicate(_ id: String, of kept: String) async throws(Trouble) -> Session {
        try await client.use { try $0.markDuplicate(id: id, kept: kept).shown }
    }

    func unmarkDuplicate(_ id: String) async throws(Trouble) -> Session {
        try await client.use { try $0.unmarkDuplicate(id: id).shown }
    }

    func settle(_ id: String, field: String, saying: Int) async throws(Trouble) -> Session {
        try await client.use {
            try $0.resolve(id: id, field: field, saying: UInt32(clamping: saying)).shown
        }
    }

    func editors(_ id: String) async throws(Trouble) -> [Editor] {
        try await client.use { try $0.editors(id: id).map(\.shown) }
    }

    func campaigns() async throws(Trouble) -> [Campaign] {
        try await client.use { try $0.campaigns().map(\.shown) }
    }

    func materials() async throws(Trouble) -> [Named] {
        try await client.use { try $0.materials().map(\.shown) }
    }

    func colleagues() async throws(Trouble) -> [Named] {
        try await client.use { try $0.colleagues().map(\.shown) }
    }

    func venues(_ text: String, limit: Int) async throws(Trouble) -> [Venue] {
        try await client.use {
            try $0.venues(text: text, limit: UInt32(clamping: limit)).map(\.shown)
        }
    }

    func proposeVenue(_ place: Place) async throws(Trouble) -> Place {
        try await client.use { try $0.proposeVenue(place: place.said).shown }
    }

    func questions(
        _ id: String, language: String, begun: Set<String>
    ) async throws(Trouble) -> Asked {
        try await client.use {
            let asked = try $0.questionnaire(id: id, language: language, begun: begun.sorted())
            return asked?.shown ?? .nothing
        }
    }

    func askAgain(_ id: String, group: String) async throws(Trouble) -> String {
        try await client.use { try $0.askAgain(id: id, group: group) }
    }

    func unask(_ id: String, time: String) async throws(Trouble) -> Session {
        try await client.use { try $0.unask(id: id, begin: time).shown }
    }

    func answer(_ id: String, _ key: String, _ said: String?) async throws(Trouble) -> Session {
        try await client.use { try $0.answer(id: id, key: key, said: said).shown }
    }

    func attach(_ id: String, _ picture: Data) async throws(Trouble) {
        let client = try await client.use { $0 }
        // A name of the gallery's may say more than its picture.
        _ = try await inWords {
            try await client.attach(id: id, picture: picture, name: "photo.jpg")
        }
    }

    func detach(_ id: String, photo: String) async throws(Trouble) {
        try await client.use { try $0.detach(id: id, sha256: photo) }
    }

    func photos(_ id: String) async throws(Trouble) -> [Photo] {
        try await client.use { try $0.photos(id: id).map(\.shown) }
    }

    func photo(_ id: String, _ photo: String) async throws(Trouble) -> Data {
        try await stoppable { client, stop in
            try await client.photo(id: id, sha256: photo, stop: stop)
        }
    }

    func matters() async throws(Trouble) -> [Matter] {
        try await client.use { try $0.matters().map(\.shown) }
    }

    func dismiss(_ number: Int64) async throws(Trouble) {
        try await client.use { try $0.dismiss(number: number) }
    }

    func handOver(_ ids: [String]) async throws(Trouble) -> Data {
        try await client.use { try $0.handOver(ids: ids, programme: nil).bytes }
    }

    func handOverUnsent() async throws(Trouble) -> Data {
        try await client.use { try $0.handOverUnsent(programme: nil).bytes }
    }

    func take(_ file: Data) async throws(Trouble) -> [Taken] {
        try await client.use { try $0.take(file: file).map(\.shown) }
    }

    func sync(_ told: @escaping @Sendable (Headway) -> Void) async throws(Trouble) -> Report {
        try await stoppable { client, stop in
            try await client.sync(listener: Following(told), stop: stop).shown
        }
    }

    /// What waits for the network: it takes its turn to begin, and no other's turn while it goes on.
    private func stoppable<T: Sendable>(
        _ work: @escaping @Sendable (Client, Stop) async throws -> T
    ) async throws(Trouble) -> T {
        let client = try await client.use { $0 }
        let stop = Stop()
        exchanges.begin(stop)
        defer { exchanges.end(stop) }
        return try await inWords {
            try await withTaskCancellationHandler {
                try await work(client, stop)
            } onCancel: {
                stop.stop()
            }
        }
    }

    func practise() async throws(Trouble) -> any Teren {
        let practice = try await client.use { try $0.practise() }
        let inOrder = InOrder(practice, named: "org.teren.practice")
        return BridgedTeren(practice, inOrder, label, PracticeLock())
    }

    func leave() async throws(Trouble) {
        try await client.use { try $0.leave() }
    }

    func close() async {
        await exchanges.stopped()
        await client.letGo()
    }
}

/// What goes on with the server: whoever closes the work stops it, since the store is its as long as
/// it does.
private final class Exchanges: @unchecked Sendable {
    private let guarded = NSLock()
    private var going: [Stop] = []
    private var isOver = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func begin(_ stop: Stop) {
        let isLate = guarded.withLock {
            going.append(stop)
            return isOver
        }
        // It took its turn just before the work was closed.
        if isLate { stop.stop() }
    }

    func end(_ stop: Stop) {
        let ended = guarded.withLock { () -> [CheckedContinuation<Void, Never>] in
            going.removeAll { $0 === stop }
            guard going.isEmpty else { return [] }
            defer { waiting = [] }
            return waiting
        }
        for one in ended { one.resume() }
    }

    /// Stops them and all that would begin, and returns once they have.
    func stopped() async {
        await withCheckedContinuation { one in
            let none = guarded.withLock {
                isOver = true
                for stop in going { stop.stop() }
                if !going.isEmpty { waiting.append(one) }
                return going.isEmpty
            }
            if none { one.resume() }
        }
    }
}

private final class Listening: StatusListener {
    private let tell: @Sendable (Standing) -> Void

    init(_ tell: @escaping @Sendable (Standing) -> Void) {
        self.tell = tell
    }

    func onStatus(status: Status) {
        tell(status.shown)
    }
}

private final class Following: SyncListener {
    private let tell: @Sendable (Headway) -> Void

    init(_ tell: @escaping @Sendable (Headway) -> Void) {
        self.tell = tell
    }

    func onProgress(progress: SyncProgress) {
        tell(progress.shown)
    }
}
