import TerenCore
import TerenModel
import XCTest

@MainActor
final class RecordModelTest: XCTestCase {
    func testEachStepSavesItselfAndLeadsOn() async throws {
        let desk = try await Desk()
        let record = desk.record()
        await record.settled()
        XCTAssertNil(record.state.session)
        record.go(.count)
        XCTAssertEqual(record.state.step, .what, "nothing is counted before it is begun")

        await record.kind("school").value
        let id = try XCTUnwrap(record.state.session?.id)
        var kept = try await desk.ana.session(id)
        XCTAssertEqual(kept.status, "running")
        XCTAssertEqual(kept.startedAt, morning)
        XCTAssertEqual(kept.team, ["m-ana": "lead"])
        XCTAssertEqual(record.state.step, .where)

        await record.search("stef").value
        XCTAssertEqual(record.state.found.map(\.place), [stefan])
        await record.place(stefan).value
        XCTAssertEqual(record.state.step, .who)

        await record.at(Point(latitude: 47.847912, longitude: 25.918217)).value
        kept = try await desk.ana.session(id)
        XCTAssertEqual(kept.at, Point(latitude: 47.85, longitude: 25.92))
        await record.at(nil).value
        XCTAssertNil(record.state.session?.at)

        record.member("m-ion")
        await record.campaign("not-for-sale").value
        kept = try await desk.ana.session(id)
        XCTAssertEqual(kept.place, stefan)
        XCTAssertEqual(kept.team["m-ion"], "helper")
        XCTAssertEqual(kept.campaign, "not-for-sale")
        await record.member("m-ion").value
        kept = try await desk.ana.session(id)
        XCTAssertNil(kept.team["m-ion"])

        record.next()
        XCTAssertEqual(record.state.step, .count)
        record.topic("work_abroad")
        record.counting("estimated")
        await record.finish().value
        XCTAssertTrue(record.state.ended)
        kept = try await desk.ana.session(id)
        XCTAssertEqual(kept.status, "done")
        XCTAssertEqual(kept.topics, ["work_abroad"])
        XCTAssertEqual(kept.counting, "estimated")
    }

    func testTapsAreCountedInTheirOrderAndTakenBackOneByOne() async throws {
        let desk = try await Desk()
        let record = desk.record()
        record.kind("school")
        for _ in 0..<3 { record.tap("reached.f.14-17") }
        await record.tap("reached.m.10-13").value
        XCTAssertEqual(record.state.session?.people, 4)
        record.undo()
        await record.undo().value
        XCTAssertEqual(record.state.session?.figures, ["reached.f.14-17": 2])
        record.tap("reached.f.14-17", by: -1)
        await record.undo().value
        XCTAssertEqual(record.state.count("reached.f.14-17"), 2)
        record.tap("reached.u.unknown", by: -1)
        for _ in 0..<9 { record.undo() }
        await record.settled()
        XCTAssertEqual(record.state.session?.figures, [:], "nothing goes below nothing")
        XCTAssertNil(record.trouble)
    }

    func testTheOwnCountIsSaidToBeTheWholeOrAPart() async throws {
        let record = try await Desk().record()
        record.kind("school")
        await record.tap("reached.f.14-17").value
        XCTAssertFalse(record.state.whole)
        await record.whole(true).value
        XCTAssertTrue(record.state.whole)
        await record.whole(false).value
        XCTAssertFalse(record.state.whole)
    }

    func testNotesAreSavedAsTheyAreTyped() async throws {
        let desk = try await Desk()
        let record = desk.record()
        record.kind("school")
        for typed in ["A", "As", "Ask"] { record.notes(typed) }
        XCTAssertEqual(record.state.notes, "Ask", "the editor never waits")
        await record.settled()
        let id = try XCTUnwrap(record.state.session?.id)
        let kept = try await desk.ana.session(id)
        XCTAssertEqual(kept.notes, "Ask")
    }

    func testTheCampaignsQuestionsAreAStepOfTheirOwn() async throws {
        let desk = try await Desk()
        var paid = Question(key: "paid", kind: "select_multiple", label: "Who paid?")
        paid.choices = ["state", "church"].map { Option(name: $0, label: $0) }
        var hours = Question(key: "hours", kind: "integer", label: "How many hours?")
        hours.required = true
        desk.office.questions = [paid, hours]
        let record = desk.record()
        await record.kind("school").value
        XCTAssertFalse(record.state.steps.contains(.asked), "no campaign asks anything")
        await record.campaign("not-for-sale").value
        XCTAssertEqual(record.state.asked.questions.map(\.key), ["paid", "hours"])
        XCTAssertEqual(record.state.asked.questions[1].wrong, .required(words: nil))
        record.go(.given)
        record.next()
        XCTAssertEqual(record.state.step, .asked)
        await record.answer("hours", " 2 ").value
        XCTAssertEqual(record.state.asked.questions[1].answer, "2")
        XCTAssertNil(record.state.asked.questions[1].wrong)
        await record.choose(record.state.asked.questions[0], "church").value
        await record.choose(record.state.asked.questions[0], "state").value
        XCTAssertEqual(record.state.asked.questions[0].answer, "church state")
        await record.choose(record.state.asked.questions[0], "church").value
        XCTAssertEqual(record.state.asked.questions[0].choices.map(\.chosen), [true, false])
        record.next()
        XCTAssertEqual(record.state.step, .said)
    }

    func testAGroupIsAskedAgainTakenBackAndThereAgain() async throws {
        let desk = try await Desk()
        var pupils = Question(key: "class/pupils", kind: "integer", label: "Pupils")
        pupils.required = true
        desk.office.questions = [Question(key: "class", kind: "repeat", label: "Class"), pupils]
        let record = desk.record()
        record.kind("school")
        await record.campaign("not-for-sale").value
        record.go(.asked)
        func asked() -> [Question] {
            record.state.asked.questions.filter { $0.key.hasSuffix("/pupils") }
        }
        record.askAgain("class")
        await record.askAgain("class").value
        XCTAssertEqual(asked().count, 1, "the one that is not answered is asked, not another")
        await record.answer(asked()[0].key, "24").value
        await record.answer(asked()[0].key, "").value
        XCTAssertEqual(asked().count, 1, "it stays while it is looked at")
        record.answer(asked()[0].key, "25")
        await record.askAgain("class").value
        await record.answer(asked()[1].key, "20").value
        XCTAssertEqual(record.state.asked.open, 0)
        await record.unask(try XCTUnwrap(asked()[0].time)).value
        XCTAssertEqual(asked().map(\.answer), ["20"])
        record.go(.count)
        await record.tap("reached.f.14-17").value
        record.go(.asked)
        await record.undo().value
        XCTAssertEqual(asked().map(\.answer), ["25", "20"])
        XCTAssertEqual(record.state.session?.people, 1, "only what is seen is taken back")
        XCTAssertNil(record.state.undoable)
    }

    func testANoteIsWarnedOfAndSavedAllTheSame() async throws {
        let desk = try await Desk()
        let record = desk.record()
        await record.kind("school").value
        await record.notes("Call 0745123456").value
        XCTAssertEqual(record.state.warnings, [Warning(kind: "phone", words: "0745123456")])
        XCTAssertEqual(record.state.session?.notes, "Call 0745123456")
        await record.notes("Called").value
        XCTAssertEqual(record.state.warnings, [])
    }

    func testAPlaceThatTheRegisterLacksIsProposed() async throws {
        let record = try await Desk().record()
        record.kind("school")
        await record.search("Scoala noua").value
        XCTAssertEqual(record.state.found, [])
        await record.newPlace("").value
        XCTAssertEqual(record.trouble.map(word(of:)), "invalid")
        XCTAssertEqual(record.state.step, .where, "nothing was changed")
        await record.newPlace("Radauti").value
        XCTAssertNil(record.trouble)
        let place = try XCTUnwrap(record.state.session?.place)
        XCTAssertEqual(place.words, "Scoala noua, Radauti")
        XCTAssertTrue(place.venueId.hasPrefix("p-"), place.venueId)
    }

    func testRecentPlacesComeFirst() async throws {
        let desk = try await Desk()
        _ = try await desk.planned("Market")
        _ = try await desk.planned("Market again")
        let record = desk.record()
        await record.settled()
        XCTAssertEqual(record.state.recent, [stefan])
    }

    func testAPlannedSessionIsUnderWayOnceItIsRecorded() async throws {
        let desk = try await Desk()
        let id = try await desk.planned("Market")
        let record = desk.record(id)
        await record.settled()
        let kept = try await desk.ana.session(id)
        XCTAssertEqual(kept.status, "running")
        XCTAssertEqual(kept.startedAt, morning)
        XCTAssertEqual(record.state.step, .count)
    }
}
