import TerenCore
import TerenFake
import TerenModel
import XCTest

/// The models over the real library, against a real server.
@MainActor
final class RealPhoneTest: XCTestCase {
    func testASessionIsRecordedWithoutALineAndSeenByAColleagueLater() async throws {
        let world = try RealWorld()
        defer { world.end() }
        let app = AppModel(try world.phone("Ana"), Choices(FakeKept()))
        await app.start().value
        XCTAssertEqual(app.state.screen, .join)
        let join = JoinModel(app.phone) { app.entered($0) }
        join.link(try world.invite("Ana"))
        join.name("Ana")
        await join.join().value
        await until { app.state.teren != nil }
        let ana = try XCTUnwrap(app.state.teren)
        try world.line(false)

        let record = RecordModel(ana, app.phone, nil)
        record.kind("school")
        record.search("Liceul")
        record.newPlace("Radauti")
        record.tap("reached.f.14-17")
        for _ in 0..<3 { record.tap("reached.m.14-17") }
        record.tap("materials.leaflet")
        record.undo()
        record.tap("materials.leaflet")
        for typed in ["A", "As", "Ask", "Asked"] { record.notes(typed) }
        record.topic("work_abroad")
        record.whole(true)
        await record.finish().value
        XCTAssertNil(record.trouble)
        let id = try XCTUnwrap(record.state.session?.id)

        let sync = SyncModel(ana)
        try await watching(sync.watch) {
            await until { sync.state.standing?.unsent == 1 }
            sync.start()
            await until { sync.trouble != nil }
            XCTAssertEqual(sync.trouble.map(word(of:)), "offline")
            try world.line(true)
            sync.start()
            await until { sync.state.report != nil }
            await until { sync.state.standing?.unsent == 0 }
        }

        let ion = try await world.join("Ion")
        try await ion.sync()
        let seen = try await ion.session(id)
        XCTAssertEqual(seen.place.words, "Liceul, Radauti")
        XCTAssertEqual(seen.people, 4)
        XCTAssertEqual(seen.figures["materials.leaflet"], 1)
        XCTAssertEqual(seen.notes, "Asked")
        XCTAssertEqual(seen.status, "done")
        await ion.close()
        await app.switchMember().value
        XCTAssertEqual(app.state.members.map(\.label), ["ana"])
    }

    func testAColleaguesWordsInTheNotesStayWhoeverTypesOn() async throws {
        let world = try RealWorld()
        defer { world.end() }
        let (ana, ion) = (try await world.join("Ana"), try await world.join("Ion"))
        let record = RecordModel(ana, try world.phone("Ana"), nil)
        await record.kind("school").value
        await record.notes("Asked").value
        try await ana.sync()
        let id = try XCTUnwrap(record.state.session?.id)
        try await ion.sync()
        try await ion.writeNotes(id, shown: "Asked", wanted: "Asked. Ion: many came.")
        try await ion.sync()
        try await ana.sync()
        // The editor still shows what was typed here.
        await record.notes("Asked a").value
        await record.notes("Asked ab").value
        let notes = try await ana.session(id).notes
        XCTAssertTrue(notes.contains("Ion: many came."), notes)
        XCTAssertTrue(notes.contains(" ab"), notes)
        await ana.close()
        await ion.close()
    }
}
