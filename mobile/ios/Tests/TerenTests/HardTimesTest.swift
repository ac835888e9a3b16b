import Foundation
import TerenCore
import TerenFake
import TerenModel
import XCTest

/// What phones go through: over the real library, against a real server.
@MainActor
final class HardTimesTest: XCTestCase {
    func testAKilledAppLosesAtMostTheTapThatWasBeingMade() async throws {
        let world = try RealWorld()
        defer { world.end() }
        let home = world.folder.appendingPathComponent("killed")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        _ = try swiftPhone(home, "join", try world.invite("Ana"))
        let id = try swiftPhone(home, "begin").trimmingCharacters(in: .newlines)

        let output = Pipe()
        let app = try started(home, ["taps", id, "reached.f.14-17"], output)
        var said = Data()
        while said.count(where: { $0 == UInt8(ascii: "\n") }) < 40 {
            let more = output.fileHandleForReading.availableData
            XCTAssertFalse(more.isEmpty, "it ended by itself")
            if more.isEmpty { return }
            said += more
        }
        kill(app.processIdentifier, SIGKILL)
        said += output.fileHandleForReading.readDataToEndOfFile()
        app.waitUntilExit()
        let lines = String(decoding: said, as: UTF8.self).split(separator: "\n")
        let shown = try XCTUnwrap(lines.compactMap { Int($0) }.last)

        struct Kept: Decodable {
            let people: Int
        }
        let json = Data(try swiftPhone(home, "show", id).utf8)
        let kept = try JSONDecoder().decode(Kept.self, from: json).people
        XCTAssertGreaterThanOrEqual(kept, shown, "what a screen showed is kept")
        XCTAssertLessThanOrEqual(kept, shown + 1)
    }

    func testAClosedPhoneSaysSoAndItsWorkWaitsForACoordinator() async throws {
        let world = try RealWorld()
        defer { world.end() }
        let app = AppModel(try world.phone("Ana"), Choices(FakeKept()))
        let ana = try await app.phone.join(try world.invite("Ana"), label: "ana")
        await app.entered(ana).value
        try await ana.sync()
        try world.server.closePhone()

        let record = RecordModel(ana, app.phone, nil)
        record.kind("school")
        await record.tap("reached.f.14-17").value
        let sync = SyncModel(ana)
        sync.start()
        await sync.settled()
        XCTAssertEqual(sync.trouble.map(word(of:)), "refused", "\(sync.trouble as Any)")
        XCTAssertFalse(sync.state.running)
        // What it had not sent waits for a coordinator; it shows nothing of the organisation more.
        XCTAssertEqual(try world.server.waiting(), 1)
        await record.tap("reached.f.14-17").value
        XCTAssertEqual(record.trouble.map(word(of:)), "notFound")
        await app.switchMember().value
        await app.choose("ana").value
        let today = TodayModel(try XCTUnwrap(app.state.teren))
        await today.load().value
        XCTAssertNil(today.trouble)
        XCTAssertEqual(today.state.open, [])
        await app.switchMember().value
    }

    func testAFullDiskSaysSoAndLosesNothing() async throws {
        let world = try RealWorld()
        let small = world.folder.appendingPathComponent("Ana")
        try FileManager.default.createDirectory(at: small, withIntermediateDirectories: true)
        try run("/usr/bin/mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", small.path)
        defer {
            try? run("/usr/bin/umount", small.path)
            world.end()
        }
        let ana = try await world.join("Ana")
        try await ana.sync()
        let record = RecordModel(ana, try world.phone("Ana"), nil)
        await record.kind("school").value
        await record.tap("reached.f.14-17").value
        XCTAssertNil(record.trouble)

        let filler = small.appendingPathComponent("filler")
        try Data().write(to: filler)
        let rest = try FileHandle(forWritingTo: filler)
        for size in [1 << 16, 1 << 12, 1 << 8] {
            while (try? rest.write(contentsOf: Data(count: size))) != nil {}
        }
        var kept = 1
        for _ in 0..<2_000 where record.trouble == nil {
            await record.tap("reached.f.14-17").value
            if record.trouble == nil { kept += 1 }
        }
        XCTAssertEqual(record.trouble.map(word(of:)), "full", "\(record.trouble as Any)")
        XCTAssertEqual(record.state.session?.people, kept, "no number moved that is not kept")

        try rest.truncate(atOffset: 0)
        await record.tap("reached.f.14-17").value
        XCTAssertNil(record.trouble)
        let id = try XCTUnwrap(record.state.session?.id)
        await ana.close()
        let again = try await world.phone("Ana").open("ana")
        let session = try await again.session(id)
        XCTAssertEqual(session.people, kept + 1)
        await again.close()
    }

    func testAWrongClockKeepsNobodyFromWorking() async throws {
        let world = try RealWorld()
        defer { world.end() }
        let ana = try await world.join("Ana")
        let phone = try world.phone("Ana")
        // A phone that lost its power, and one that somebody set to another year.
        for now in [Date(timeIntervalSince1970: 0), Date(timeIntervalSince1970: 4e9)] {
            let record = RecordModel(ana, phone, nil) { now }
            record.kind("school")
            record.tap("reached.f.14-17")
            record.notes("On the market")
            await record.finish().value
            XCTAssertNil(record.trouble, "at \(now)")
            let id = try XCTUnwrap(record.state.session?.id)
            let again = SessionModel(ana, id) { now }
            await again.again { _ in }.value
            XCTAssertNil(again.trouble, "at \(now)")
        }
        try await ana.sync()
        let refused = try await ana.matters()
        XCTAssertEqual(refused, [])
        let all = try await ana.sessions(Query())
        XCTAssertEqual(all.sessions.count, 4)
        await ana.close()
    }

    func testAnAppThatTheSystemTookAwayComesBackToTheSameScreen() async throws {
        let world = try RealWorld()
        defer { world.end() }
        let app = AppModel(try world.phone("Ana"), Choices(FakeKept()))
        let ana = try await app.phone.join(try world.invite("Ana"), label: "ana")
        await app.entered(ana).value
        app.go(.record(nil))
        let record = RecordModel(ana, app.phone, nil)
        await record.kind("school").value
        await record.tap("reached.f.14-17").value
        let id = try XCTUnwrap(record.state.session?.id)
        app.began(id)
        let words = try XCTUnwrap(app.whereabouts).words
        await ana.close()

        let anew = AppModel(try world.phone("Ana"), Choices(FakeKept()))
        await anew.start(Whereabouts(words)).value
        XCTAssertEqual(anew.state.way, [.today, .record(id)])
        let goesOn = RecordModel(try XCTUnwrap(anew.state.teren), anew.phone, id)
        await goesOn.tap("reached.f.14-17").value
        XCTAssertEqual(goesOn.state.session?.people, 2)
        await anew.switchMember().value
    }

    func testAnotherLanguageInTheMiddleOfASessionAsksInItAndKeepsTheAnswers() async throws {
        let world = try RealWorld()
        defer { world.end() }
        let campaign = try world.asks()
        let ana = try await world.join("Ana")
        try await ana.sync()
        let record = RecordModel(ana, try world.phone("Ana"), nil, language: "en")
        record.kind("school")
        await record.campaign(campaign).value
        let first = record.state.asked.questions
        await record.answer("hours", "7").value
        await record.language("ro").value
        let now = record.state.asked.questions
        XCTAssertEqual(now.map(\.key), first.map(\.key))
        XCTAssertNotEqual(now.map(\.label), first.map(\.label))
        XCTAssertEqual(now.first { $0.key == "hours" }?.answer, "7")
        XCTAssertNil(record.trouble)
        await ana.close()
    }

    private func run(_ program: String, _ arguments: String...) throws {
        let child = try Process.run(URL(fileURLWithPath: program), arguments: arguments)
        child.waitUntilExit()
        guard child.terminationStatus == 0 else {
            throw Failed(description: "\(program) \(arguments) failed")
        }
    }

    private func swiftPhone(_ home: URL, _ asked: String...) throws -> String {
        let output = Pipe()
        let phone = try started(home, asked, output)
        let said = output.fileHandleForReading.readDataToEndOfFile()
        phone.waitUntilExit()
        XCTAssertEqual(phone.terminationStatus, 0, asked[0])
        return String(decoding: said, as: UTF8.self)
    }

    private func started(_ home: URL, _ asked: [String], _ output: Pipe) throws -> Process {
        let phone = Process()
        // It is built beside the tests.
        phone.executableURL = URL(fileURLWithPath: ProcessInfo.processInfo.arguments[0])
            .deletingLastPathComponent().appendingPathComponent("swift-phone")
        phone.arguments = [home.path] + asked
        phone.standardOutput = output
        try phone.run()
        return phone
    }
}
