import Foundation
import TerenCore

/// A phone at the command line, for the test in which a Kotlin phone and this one edit the same
/// session. One command a run; what it prints is for the test to read.
@main
struct SwiftPhone {
    static let usage = """
        swift-phone FOLDER COMMAND, of
          join INVITE         joins; the folder is empty before
          sync                sends and fetches
          begin               begins a session and prints its id
          list                prints the ids of all sessions
          count ID CELL N     counts
          taps ID CELL        counts until it is killed; prints each sum that is kept
          title ID TEXT       says what a session is called
          notes ID TEXT       says more at the end of its notes
          topic ID CODE       says what was talked about
          settle ID FIELD TEXT    settles what was said differently
          finish ID           ends it
          show ID             prints it as JSON
          standing            prints the year, how many sessions are unsent, and how many matters
                              there are
        """

    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            try await run(arguments)
        } catch let trouble as Trouble {
            say("swift-phone: \(trouble.reason)")
            exit(1)
        } catch {
            say("swift-phone: \(error)\n\(usage)")
            exit(2)
        }
    }

    static func run(_ arguments: [String]) async throws {
        guard arguments.count >= 2 else { throw Misuse() }
        let folder = URL(fileURLWithPath: arguments[0])
        let phone = BridgedPhone(folder: folder, app: "swift-phone 0.1.0", keys: NoKeyStore())
        let asked = Array(arguments[1...])
        if asked[0] == "join", asked.count == 2 {
            try await phone.join(asked[1], label: label).close()
            return
        }
        let teren = try await phone.open(label)
        try await answer(asked, teren)
        await teren.close()
    }

    static func answer(_ asked: [String], _ teren: any Teren) async throws {
        switch (asked[0], asked.count) {
        case ("sync", 1):
            try await teren.sync()
        case ("list", 1):
            for listed in try await teren.sessions(Query()).sessions { print(listed.id) }
        case ("count", 4):
            guard let n = Int(asked[3]) else { throw Misuse() }
            try await teren.count(asked[1], asked[2], by: n)
        case ("taps", 3):
            while true {
                let session = try await teren.count(asked[1], asked[2], by: 1)
                print(session.figures[asked[2]] ?? 0)
                fflush(nil)
            }
        case ("begin", 1):
            print(try await teren.begin([.kind("school"), .status("running")]))
        case ("title", 3):
            try await teren.edit(asked[1], [.title(asked[2])])
        case ("notes", 3):
            let shown = try await teren.session(asked[1]).notes
            try await teren.writeNotes(asked[1], shown: shown, wanted: shown + asked[2])
        case ("topic", 3):
            try await teren.edit(asked[1], [.topic(asked[2], present: true)])
        case ("settle", 4):
            let open = try await teren.session(asked[1]).conflicts.first { $0.field == asked[2] }
            let saying = open?.sayings.firstIndex { $0.value == asked[3] }
            guard let saying else { throw Trouble.notFound("nobody said that") }
            try await teren.settle(asked[1], field: asked[2], saying: saying)
        case ("finish", 2):
            try await teren.finish(asked[1])
        case ("standing", 1):
            let unsent = try await teren.sessions(.asking { $0.onlyUnsent = true }).sessions
            let year = Calendar(identifier: .gregorian).component(.year, from: Date())
            print(year, unsent.count, try await teren.matters().count)
        case ("show", 2):
            print(try json(Shown(try await teren.session(asked[1]))))
        default:
            throw Misuse()
        }
    }

    static let label = "swift"

    static func json(_ shown: Shown) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(shown), as: UTF8.self)
    }

    static func say(_ words: String) {
        FileHandle.standardError.write(Data((words + "\n").utf8))
    }
}

/// A test's phone: it has no key store, and there is nothing in it that anybody could want.
struct NoKeyStore: Keys {
    func device() -> Data { Data(repeating: 8, count: 32) }
    func store(_ label: String) -> Data { Data(repeating: 7, count: 32) }
    func keep(_ label: String, _ key: Data) {}
    func forget(_ label: String) {}
    var biometrics: (any Biometrics)? { nil }
}

struct Misuse: Error, CustomStringConvertible {
    let description = "that is no command"
}

/// What both languages compare: all that a screen shows, in one order.
struct Shown: Encodable {
    let conflicts: [String: [String]]
    let figures: [String: Int]
    let notes: String
    let people: Int
    let status: String
    let team: [String: String]
    let title: String
    let topics: [String]

    init(_ session: Session) {
        conflicts = Dictionary(
            uniqueKeysWithValues: session.conflicts.map { ($0.field, $0.sayings.map(\.value)) })
        figures = session.figures
        notes = session.notes
        people = session.people
        status = session.status
        team = session.team
        title = session.title
        topics = session.topics.sorted()
    }
}
