import TerenCore
import TerenFake
import XCTest

/// What can be set right in a session, asked of the library and of the fake.
@MainActor
final class SetRightContract: XCTestCase {
    func testASessionIsHiddenWithAReasonAndShownAgain() async throws {
        try await inBothWorlds { world in
            let ana = try await world.join("Ana")
            let id = try await ana.begin(school(ana))
            await assertTrouble("invalid") { try await ana.withdraw(id, why: "") }
            let hidden = try await ana.withdraw(id, why: "Entered twice")
            XCTAssertEqual(hidden.withdrawn, "Entered twice")
            var listed = try await ana.sessions(Query()).sessions
            XCTAssertEqual(listed, [])
            let shown = try await ana.showAgain(id)
            XCTAssertNil(shown.withdrawn)
            listed = try await ana.sessions(Query()).sessions
            XCTAssertEqual(listed.map(\.id), [id])
            await ana.close()
        }
    }

    func testWhatTwoPeopleRecordedOfOneEventIsToldAndCountedOnce() async throws {
        try await inBothWorlds { world in
            let (ana, ion) = (try await world.join("Ana"), try await world.join("Ion"))
            let hers = try await ana.begin(school(ana) + [.place(radauti)])
            let his = try await ion.begin(school(ion) + [.place(radauti)])
            var station = radauti
            station.venue = "Gara"
            let elsewhere = try await ion.begin(school(ion) + [.place(station)])
            for phone in [ana, ion] { try await phone.sync() }
            var like = try await ion.likeness(his)
            XCTAssertEqual(like.map(\.id), [hers])
            like = try await ion.likeness(elsewhere)
            XCTAssertEqual(like, [])
            var session = try await ion.markDuplicate(his, of: hers)
            XCTAssertEqual(session.duplicateOf, hers)
            like = try await ion.likeness(his)
            XCTAssertEqual(like, [])
            session = try await ion.unmarkDuplicate(his)
            XCTAssertNil(session.duplicateOf)
            like = try await ion.likeness(his)
            XCTAssertEqual(like.map(\.id), [hers])
            await ana.close()
            await ion.close()
        }
    }
}
