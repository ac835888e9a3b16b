import Foundation
import TerenCore
import TerenFake
import TerenModel
import XCTest

/// Work that does not open: there is always a way on.
@MainActor
final class OpeningTest: XCTestCase {
    func testWorkThatDoesNotOpenIsTriedAgainFromTheList() async throws {
        let desk = try await Desk()
        let app = AppModel(desk.phone, Choices(FakeKept()))
        desk.phone.openFails = .busy("another sync has it")
        await app.start().value
        XCTAssertEqual(app.state.way, [.members])
        XCTAssertEqual(app.state.members.map(\.label), ["ana"])
        XCTAssertEqual(app.trouble.map(word(of:)), "busy")
        XCTAssertNil(app.state.unreadable, "it is there, and in use")
        desk.phone.openFails = nil
        await app.choose("ana").value
        XCTAssertEqual(app.state.way, [.today])
        XCTAssertNil(app.trouble)
    }

    func testAListThatCannotBeReadIsTriedAgain() async throws {
        let desk = try await Desk()
        let app = AppModel(desk.phone, Choices(FakeKept()))
        desk.phone.listFails = .full("no room")
        await app.start().value
        XCTAssertEqual(app.state.way, [.members])
        XCTAssertEqual(app.trouble.map(word(of:)), "full")
        desk.phone.listFails = nil
        await app.start().value
        XCTAssertEqual(app.state.way, [.today])
    }

    func testAFileThatWasSharedWaitsUntilSomebodyIsInside() async throws {
        let desk = try await Desk()
        _ = try await desk.planned("Market")
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("\(UUID().uuidString).teren")
        defer { try? FileManager.default.removeItem(at: file) }
        try (try await desk.ana.handOverUnsent()).write(to: file)
        let ion = try FakePhone(desk.office).joined(desk.office.invite("Ion"), label: "ion")
        let app = AppModel(FakePhone(desk.office), Choices(FakeKept()))
        app.opened(URL(fileURLWithPath: "/holiday.jpeg"))
        app.opened(file)
        XCTAssertNil(app.takeGiven(), "nobody is inside")
        await app.entered(ion).value
        XCTAssertEqual(app.state.way, [.today, .together])
        let together = TogetherModel(ion)
        await together.take(try XCTUnwrap(app.takeGiven())).value
        XCTAssertEqual(together.state.taken.flatMap(\.sessions).map(\.title), ["Market"])
        XCTAssertNil(app.takeGiven(), "it is taken once")

        try Data(count: 2 << 20).write(to: file)
        await together.take(file).value
        XCTAssertTrue(together.state.isTooLarge)
        XCTAssertNil(together.trouble)
        await together.take(URL(fileURLWithPath: "/nowhere.teren")).value
        XCTAssertFalse(together.state.isTooLarge)
        XCTAssertEqual(together.trouble.map(word(of:)), "handOver")
    }

    func testADamagedStoreIsSetAsideAndItsMemberJoinsAgain() async throws {
        let world = try RealWorld()
        defer { world.end() }
        let app = AppModel(try world.phone("Ana"), Choices(FakeKept()))
        let ana = try await app.phone.join(try world.invite("Ana"), label: "ana")
        let id = try await ana.begin(school(ana))
        try await ana.sync()
        await ana.close()
        let store = try damage(world.folder.appendingPathComponent("Ana"))

        await app.start().value
        XCTAssertEqual(app.state.way, [.members])
        XCTAssertEqual(app.state.unreadable, "ana", "\(app.trouble as Any)")
        await app.setAside().value
        XCTAssertNil(app.trouble)
        XCTAssertEqual(app.state.way, [.join])
        XCTAssertNil(app.state.unreadable)
        let aside = try FileManager.default.contentsOfDirectory(atPath: store.path)
        XCTAssertTrue(aside.contains { $0 != "store.db" && $0.hasPrefix("store") }, "\(aside)")
        let again = try await app.phone.join(try world.invite("Ana"), label: "ana")
        await app.entered(again).value
        try await again.sync()
        let back = try await again.session(id)
        XCTAssertEqual(back.id, id)
        await app.switchMember().value
    }

    func testOfAWipedPhoneNothingIsShownOrRemembered() async throws {
        let (world, kept, bell) = (try RealWorld(), FakeKept(), Bell())
        defer { world.end() }
        let choices = Choices(kept)
        let app = AppModel(try world.phone("Ana"), choices, bell)
        let ana = try await app.phone.join(try world.invite("Ana"), label: "ana")
        await app.entered(ana).value
        try await ana.sync()
        let planned = try await ana.begin(school(ana) + [.status("planned")])
        let waiting = ForMeModel(ana, kept)
        await waiting.load().value
        XCTAssertEqual(kept["seen ana"], "planned:\(planned)")
        choices.lock("ana", after: .atOnce)

        try world.server.wipePhone()
        let sync = SyncModel(ana) { app.wiped() }
        sync.start()
        await sync.settled()
        await app.settled()
        XCTAssertNil(app.state.teren)
        XCTAssertEqual(app.state.way, [.join])
        XCTAssertEqual(app.trouble, .wiped, "the words say why")
        XCTAssertNil(kept["seen ana"])
        XCTAssertEqual(choices.lockAfter("ana"), .aMinute)
        XCTAssertEqual(bell.said["ana"], [])
        XCTAssertEqual(world.keys(of: "Ana").open, [])
        await app.start().value
        XCTAssertEqual(app.state.way, [.join])
    }

    /// Overwrites the only store in a phone's folder; the folder that it lies in.
    private func damage(_ home: URL) throws -> URL {
        let members = home.appendingPathComponent("members")
        let slots = try FileManager.default.contentsOfDirectory(atPath: members.path)
        let slot = members.appendingPathComponent(try XCTUnwrap(slots.first))
        let store = slot.appendingPathComponent("store.db")
        try Data(repeating: 7, count: 1 << 16).write(to: store)
        return slot
    }
}
