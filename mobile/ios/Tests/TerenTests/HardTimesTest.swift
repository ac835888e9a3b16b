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
        let phone = try SwiftPhone(world.folder.appendingPathComponent("killed"))
        try phone.answer("join", try world.invite("Ana"))
        let id = try phone.answer("begin")

        let output = Pipe()
        let app = try phone.started(["taps", id, "reached.f.14-17"], output)
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

        let kept = try phone.people(id)
        XCTAssertGreaterThanOrEqual(kept, shown, "what a screen showed is kept")
        XCTAssertLessThanOrEqual(kept, shown + 1)
    }

    func testWhoLocksInTheMiddleOfTappingLosesNoTap() async throws {
        let world = try RealWorld()
        defer { world.end() }
        let app = AppModel(try world.phone("Ana"), Choices(FakeKept()))
        await app.entered(try await world.join("Ana")).value
        let record = RecordModel(try XCTUnwrap(app.state.teren), app.phone, nil)
        await record.kind("school").value
        // All of them are tapped before the first is on the disk.
        for _ in 0..<50 { record.tap("reached.f.14-17") }
        let locking = app.lock()
        XCTAssertNil(app.state.teren)
        await locking.value
        XCTAssertNil(app.whereabouts, "the system is given nothing to keep")
        await app.choose("ana").value
        let kept = try await XCTUnwrap(app.state.teren).sessions(Query()).sessions
        XCTAssertEqual(kept.map(\.people), [50])
        await app.switchMember().value
    }

    func testTheLockStopsASyncAndThePinOpensWhatWasThere() async throws {
        let world = try RealWorld()
        defer { world.end() }
        let app = AppModel(try world.phone("Ana"), Choices(FakeKept()))
        let ana = try await world.join("Ana")
        try await ana.lock.set("258025")
        await app.entered(ana).value
        let record = RecordModel(ana, app.phone, nil)
        await record.kind("school").value
        await record.tap("reached.f.14-17").value
        let sync = SyncModel(ana)
        sync.start()
        await app.lock().value
        await sync.settled()
        XCTAssertFalse(sync.state.running)
        XCTAssertEqual(app.state.way, [.members, .unlock("ana")])
        let door = UnlockModel(app.phone, "ana") { app.entered($0) }
        door.pin("111111")
        await door.unlock().value
        XCTAssertEqual(door.trouble.map(word(of:)), "wrongPin")
        door.pin("258025")
        await door.unlock().value
        await app.settled()
        let again = try XCTUnwrap(app.state.teren)
        let kept = try await again.sessions(Query()).sessions
        XCTAssertEqual(kept.map(\.people), [1])
        try await again.sync()
        let unsent = try await again.sessions(.asking { $0.onlyUnsent = true })
        XCTAssertEqual(unsent.sessions, [])
        await app.switchMember().value
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
        let seen = try await ana.sessions(Query()).sessions.map(\.people)
        XCTAssertEqual(seen, [kept], "what is there can be looked at")

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

    func testAPhoneWhoseClockIsWrongByDecadesSendsAllOfItWhenTheClockIsRight() async throws {
        let world = try RealWorld()
        defer { world.end() }
        let phone = try SwiftPhone(world.folder.appendingPathComponent("clocked"))
        try phone.answer("join", try world.invite("Ana"))
        let clock = try WrongClock(world.folder)
        let year = Calendar(identifier: .gregorian).component(.year, from: Date())
        for years in [-40, 40] {
            phone.clock = clock.wrong(by: years)
            let id = try phone.answer("begin")
            try phone.answer("count", id, "reached.f.14-17", "3")
            try phone.answer("finish", id)
            // As far as it is sent at all, nothing of it is refused.
            _ = try phone.tried("sync")
            let said = try phone.answer("standing").split(separator: " ").compactMap { Int($0) }
            XCTAssertEqual(Double(said[0]), Double(year + years), accuracy: 1, "the clock is right")
            XCTAssertEqual(said[2], 0, "something is refused")
        }
        phone.clock = [:]
        try phone.answer("sync")
        let said = try phone.answer("standing").split(separator: " ").compactMap { Int($0) }
        XCTAssertEqual(Array(said.dropFirst()), [0, 0])
        let ids = try phone.answer("list").split(separator: "\n").map(String.init)
        XCTAssertEqual(try ids.map { try phone.people($0) }, [3, 3])
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
        record.go(.said)
        app.stands(at: record.state.step)
        // On the way to the helpline it is still what stands below.
        app.go(.helpline)
        XCTAssertEqual(app.whereabouts?.way, [.today, .record(id), .helpline])
        app.back()
        let words = try XCTUnwrap(app.whereabouts).words
        await ana.close()

        let anew = AppModel(try world.phone("Ana"), Choices(FakeKept()))
        await anew.start(Whereabouts(words)).value
        XCTAssertEqual(anew.state.way, [.today, .record(id)])
        let goesOn = RecordModel(try XCTUnwrap(anew.state.teren), anew.phone, id, at: anew.step)
        await goesOn.settled()
        XCTAssertEqual(goesOn.state.step, .said)
        await goesOn.tap("reached.f.14-17").value
        XCTAssertEqual(goesOn.state.session?.people, 2)
        anew.back()
        XCTAssertNil(anew.step, "another session begins at its own")
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
}
