import TerenCore
import TerenFake
import TerenModel
import XCTest

/// The screens that show and read codes.
@MainActor
final class CodesModelTest: XCTestCase {
    func testCodesTurnUntilTheyAreHeldAndGoOnWhereTheyWereLeft() async throws {
        let desk = try await Desk()
        let id = try await desk.planned("Market")
        var turns = 0
        let showing = ShowCodesModel(desk.ana, desk.phone) {
            turns += 1
            if turns.isMultiple(of: 4) { throw CancellationError() }
        }
        await showing.open(nil).value
        let codes = try XCTUnwrap(showing.state.codes)
        XCTAssertFalse(showing.state.showing, "first it is said how many there are")
        XCTAssertTrue(showing.state.areMany, "\(codes.count)")
        showing.begin()
        XCTAssertTrue(showing.state.showing)
        await showing.turn()
        XCTAssertEqual(showing.state.at, 3)
        showing.hold(true)
        await showing.turn()
        XCTAssertEqual(showing.state.at, 3)
        for _ in 3..<codes.count { showing.next() }
        XCTAssertEqual(showing.state.at, 0, "behind the last comes the first")
        showing.next()

        // Another hand-over of the same work has other codes.
        await showing.open(nil).value
        XCTAssertEqual(showing.state.codes, codes)
        XCTAssertTrue(showing.state.begun)
        XCTAssertFalse(showing.state.showing)
        showing.begin()
        XCTAssertEqual(showing.state.at, 1)
        await showing.renew().value
        XCTAssertNotEqual(showing.state.codes, codes)
        XCTAssertFalse(showing.state.begun)
        showing.begin()
        showing.done()
        XCTAssertNil(showing.state.codes)

        await showing.open(id).value
        XCTAssertEqual(showing.state.session, id)
        showing.share()
        XCTAssertEqual(showing.state.file?.id, "ana.teren")
        showing.given()
        XCTAssertNil(showing.state.file)
    }

    func testWhatIsTooMuchForCodesCanBeShared() async throws {
        let desk = try await Desk()
        _ = try await desk.planned("Market")
        desk.phone.codesMax = 3
        let showing = ShowCodesModel(desk.ana, desk.phone)
        await showing.open(nil).value
        XCTAssertNil(showing.trouble)
        XCTAssertEqual(showing.state.codes, [])
        showing.share()
        XCTAssertNotNil(showing.state.file)
    }

    func testWhatCannotBeTakenInYetIsKeptUntilItCan() async throws {
        let desk = try await Desk()
        _ = try await desk.planned("Market")
        let codes = try await desk.phone.codes(of: try await desk.ana.handOverUnsent())
        let ion = try desk.phone.joined(desk.office.invite("Ion"), label: "ion")
        let kept = FakeKept()
        ion.full = true
        let first = ReadCodesModel(ion, desk.phone, kept)
        for code in codes { first.seen(code) }
        await first.settled()
        XCTAssertEqual(first.trouble.map(word(of:)), "full")
        XCTAssertNil(first.state.taken)
        ion.full = false
        let second = ReadCodesModel(ion, desk.phone, kept)
        await second.settled()
        XCTAssertEqual(second.state.taken?.count, 1)
        // Another phone's codes come next.
        await second.renew().value
        XCTAssertNil(second.state.taken)
        XCTAssertNil(kept["codes ion"])
    }

    func testInPracticeNothingIsKeptOfCodes() async throws {
        let desk = try await Desk()
        _ = try await desk.planned("Market")
        let codes = try await desk.phone.codes(of: try await desk.ana.handOverUnsent())
        let practice = try await desk.ana.practise()
        let kept = FakeKept()
        let reading = ReadCodesModel(practice, desk.phone, kept)
        for code in codes { reading.seen(code) }
        await reading.settled()
        XCTAssertEqual(reading.trouble.map(word(of:)), "practice")
        XCTAssertNil(kept["codes ana"])
        let showing = ShowCodesModel(practice, desk.phone)
        await showing.open(nil).value
        XCTAssertEqual(showing.trouble.map(word(of:)), "practice")
    }

    func testTheNumbersThatAreMissingAreNamedOnceTheyAreFew() async throws {
        let desk = try await Desk()
        _ = try await desk.planned("Market")
        let codes = try await desk.phone.codes(of: try await desk.ana.handOverUnsent())
        let reading = ReadCodesModel(desk.ana, desk.phone, FakeKept())
        for code in codes.dropLast(9) { reading.seen(code) }
        await reading.settled()
        XCTAssertEqual(reading.state.progress.missing.count, 9)
        XCTAssertEqual(reading.state.awaited, [])
        await reading.seen(codes[codes.count - 9])?.value
        XCTAssertEqual(reading.state.awaited, Array((codes.count - 7)...codes.count))
    }
}
