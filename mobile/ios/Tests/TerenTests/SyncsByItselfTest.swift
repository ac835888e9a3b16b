import Foundation
import TerenCore
import TerenFake
import TerenModel
import XCTest

/// Work goes out and comes in although nobody asks for it.
@MainActor
final class SyncsByItselfTest: XCTestCase {
    private var now = morning
    private var asked: [Double] = []

    /// Lets no time pass but what is waited for.
    private func syncs(_ desk: Desk, _ line: FakeLine) -> (SyncModel, SyncsByItself) {
        let sync = SyncModel(desk.ana)
        let syncs = SyncsByItself(
            desk.ana, sync, line, now: { self.now },
            pause: { seconds in
                self.asked.append(seconds)
                self.now += seconds
            })
        return (sync, syncs)
    }

    func testWhatIsRecordedGoesOutByItselfAndWhatIsPlannedComesIn() async throws {
        let (desk, line) = (try await Desk(), FakeLine())
        let ion = try FakePhone(desk.office).joined(desk.office.invite("Ion"), label: "ion")
        let plan = try await ion.begin([.kind("school"), .status("planned")])
        try await ion.sync()
        let (sync, syncs) = syncs(desk, line)
        try await watching(syncs.watch) {
            // On opening.
            await until { sync.state.report != nil }
            let came = try await desk.ana.session(plan)
            XCTAssertEqual(came.status, "planned")
            XCTAssertEqual(asked, [])
            // A moment after there is something to send.
            let market = try await desk.planned("Market")
            await until { sync.state.report?.sent == 1 }
            XCTAssertEqual(asked, [20])
            try await ion.sync()
            let seen = try await ion.session(market)
            XCTAssertEqual(seen.title, "Market")
        }
    }

    func testTheLineThatIsBackIsUsed() async throws {
        let (desk, line) = (try await Desk(), FakeLine())
        let (sync, syncs) = syncs(desk, line)
        desk.office.online = false
        try await watching(syncs.watch) {
            await until { sync.trouble.map(word(of:)) == "offline" }
            desk.office.online = true
            line.comesBack()
            await until { sync.state.report != nil }
            XCTAssertNil(sync.trouble)
        }
    }

    func testTheLibrarySaysWhenItTriesAgain() async throws {
        let (desk, line) = (try await Desk(), FakeLine())
        let (sync, syncs) = syncs(desk, line)
        desk.office.online = false
        desk.ana.triesAgain(at: now + 300)
        try await watching(syncs.watch) {
            await until { sync.trouble != nil }
            desk.office.online = true
            await until { sync.state.report != nil }
            XCTAssertEqual(asked, [300])
        }
    }

    func testPracticeAsksForNothing() async throws {
        let desk = try await Desk()
        let practice = try await desk.ana.practise()
        let sync = SyncModel(practice)
        let syncs = SyncsByItself(practice, sync, FakeLine())
        await syncs.watch()
        syncs.seen()
        await sync.settled()
        XCTAssertNil(sync.trouble)
    }

    func testEverybodysWorkIsSyncedWhileNobodyLooksAndWhoIsInsideStaysThere() async throws {
        let world = try RealWorld()
        defer { world.end() }
        let phone = try world.phone("Ana")
        let app = AppModel(phone, Choices(FakeKept()))
        let ion = try await phone.join(try world.invite("Ion"), label: "ion")
        let his = try await ion.begin(school(ion))
        await ion.close()
        let ana = try await phone.join(try world.invite("Ana"), label: "ana")
        await app.entered(ana).value
        let hers = try await ana.begin(school(ana))
        await app.syncUnseen()

        let unsent = try await ana.sessions(.asking { $0.onlyUnsent = true })
        XCTAssertEqual(unsent.sessions, [])
        let vera = try await world.join("Vera")
        try await vera.sync()
        let came = try await vera.sessions(Query()).sessions.map(\.id)
        XCTAssertEqual(Set(came), [his, hers])
        await vera.close()
        // What is planned for somebody comes in although they have nothing to send.
        await app.switchMember().value
        await app.syncUnseen()
        await app.choose("ion").value
        let seen = try await XCTUnwrap(app.state.teren).session(hers)
        XCTAssertEqual(seen.id, hers)
        await app.switchMember().value
    }

    func testWhoComesInDoesNotWaitForWhatRunsUnseen() async throws {
        let world = try RealWorld()
        defer { world.end() }
        let phone = try world.phone("Ana")
        let app = AppModel(phone, Choices(FakeKept()))
        await (try await phone.join(try world.invite("Ana"), label: "ana")).close()
        let unseen = Task { await app.syncUnseen() }
        await app.start().value
        XCTAssertNil(app.trouble)
        XCTAssertEqual(app.state.way, [.today])
        await unseen.value
        await app.switchMember().value
    }
}
