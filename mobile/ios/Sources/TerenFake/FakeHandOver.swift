import Foundation
import TerenCore

/// Files between fakes: the ids of the sessions, and on which "disk" they lie.
extension FakeTeren {
    public func handOver(_ ids: [String]) async throws(Trouble) -> Data {
        try checkReal()
        guard !ids.isEmpty else { throw .handOver(code: "nothing", "there is nothing to hand over") }
        for id in ids { _ = try paper(id) }
        return FakeHandOver.file(from: me, ids.compactMap { disk.papers[$0] })
    }

    public func handOverUnsent() async throws(Trouble) -> Data {
        try await handOver(disk.unsent.sorted())
    }

    public func take(_ file: Data) async throws(Trouble) -> [Taken] {
        try checkReal()
        guard let taken = FakeHandOver.files[file] else {
            throw .handOver(code: "unknown", "this is no file that a phone made for another")
        }
        if full { throw .full("there is no room") }
        let sessions = taken.papers.map { paper in
            let here = disk.papers[paper.session.id]
            let became: TakenAs = here == nil ? .new : here == paper ? .known : .changed
            disk.papers[paper.session.id] = paper
            return TakenSession(id: paper.session.id, title: paper.session.title, became: became)
        }
        let carried = sessions.contains { $0.became != .known }
        if carried { disk.carrying += 1 }
        tell()
        return [Taken(from: taken.from.name, sessions: sessions, carried: carried)]
    }
}

@MainActor
private enum FakeHandOver {
    static var files: [Data: (from: Me, papers: [Paper])] = [:]

    static func file(from me: Me, _ papers: [Paper]) -> Data {
        let file = Data("what a phone hands over, \(files.count)".utf8)
        files[file] = (me, papers)
        return file
    }
}
