import TerenCore
import TerenFake
import TerenModel
import XCTest

/// A member takes their work off a phone that somebody else is to use.
@MainActor
final class LeaveTest: XCTestCase {
    func testWhoLeavesAPhoneTakesTheirWorkOffItOnceAllOfItIsAtTheServer() async throws {
        try await inBothWorlds { world in
            let ana = try await world.join("Ana")
            let id = try await ana.begin(school(ana))
            await assertTrouble("syncFirst") { try await ana.leave() }
            let kept = try await ana.session(id)
            XCTAssertEqual(kept.id, id)
            let practice = try await ana.practise()
            await assertTrouble("practice") { try await practice.leave() }
            await practice.close()
            try await ana.sync()
            try await ana.leave()
            await ana.close()

            let phone = try world.phone("Ana")
            let here = try await phone.members()
            XCTAssertEqual(here, [])
            await assertTrouble("membership") { _ = try await phone.open("ana") }
            let again = try await world.join("Ana")
            let fresh = try await again.sessions(Query())
            XCTAssertEqual(fresh.sessions, [])
            try await again.sync()
            let back = try await again.session(id)
            XCTAssertEqual(back.id, id)
            await again.close()
        }
    }

    func testOfWhoLeftNothingIsShownOrRememberedAndTheNextOneJoins() async throws {
        let (world, kept, bell) = (try RealWorld(), FakeKept(), Bell())
        defer { world.end() }
        let choices = Choices(kept)
        let app = AppModel(try world.phone("shared"), choices, bell)
        let ion = try await app.phone.join(try world.invite("Ion"), label: "ion")
        await ion.close()
        let ana = try await app.phone.join(try world.invite("Ana"), label: "ana")
        await app.entered(ana).value
        let planned = try await ana.begin(school(ana) + [.status("planned")])
        let waiting = ForMeModel(ana, kept)
        await waiting.load().value
        XCTAssertEqual(kept["seen ana"], "planned:\(planned)")
        choices.lock("ana", after: .atOnce)
        app.go(.leave)

        await app.leave().value
        XCTAssertEqual(app.trouble.map(word(of:)), "syncFirst")
        XCTAssertEqual(app.state.way, [.today, .leave])
        XCTAssertTrue(app.state.teren === ana, "what was refused changed nothing")
        XCTAssertEqual(choices.lockAfter("ana"), .atOnce)

        try await ana.sync()
        await app.leave().value
        XCTAssertNil(app.trouble)
        XCTAssertNil(app.state.teren)
        XCTAssertEqual(app.state.way, [.members, .join])
        XCTAssertEqual(app.state.members.map(\.label), ["ion"])
        XCTAssertNil(app.whereabouts)
        XCTAssertNil(kept["seen ana"])
        XCTAssertEqual(choices.lockAfter("ana"), .aMinute)
        XCTAssertEqual(bell.said["ana"], [])
        XCTAssertEqual(world.keys(of: "shared").open, ["ion"])
    }
}
