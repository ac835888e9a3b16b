import TerenCore
import TerenFake
import TerenModel
import XCTest

/// The models of the smaller screens.
@MainActor
final class ScreensTest: XCTestCase {
    func testJoiningNeedsALinkAndTellsWhatWentWrong() async throws {
        let desk = try await Desk()
        var joined = 0
        let join = JoinModel(desk.phone) { _ in joined += 1 }
        join.link("hello")
        XCTAssertFalse(join.state.ready)
        let invite = desk.office.invite("Vera")
        join.link("  \(invite) ")
        join.name("Ana")
        XCTAssertTrue(join.state.ready)
        await join.join().value
        XCTAssertEqual(join.trouble.map(word(of:)), "membership", "the name is taken")
        join.name("Vera Ștefan")
        await join.join().value
        XCTAssertEqual(joined, 1)
        XCTAssertNil(join.trouble)
        let labels = try await desk.phone.members().map(\.label)
        XCTAssertEqual(labels, ["ana", "vera-stefan"])
        join.name("Third")
        await join.join().value
        XCTAssertEqual(join.trouble.map(word(of:)), "refused", "an invite is used once")
        XCTAssertFalse(join.state.working)
    }

    func testWhoHasJoinedIsOfferedAPinOnce() async throws {
        let desk = try await Desk()
        let app = AppModel(FakePhone(desk.office), Choices(FakeKept()))
        await app.start().value
        let join = JoinModel(app.phone) { app.joined($0) }
        join.link(desk.office.invite("Vera"))
        join.name("Vera")
        await join.join().value
        await app.settled()
        XCTAssertEqual(app.state.way, [.today, .firstPin])
        let first = PinModel(try XCTUnwrap(app.state.teren), app.phone)
        first.begin(.set)
        first.new(NewPin(pin: "258025", again: "258025"))
        await first.go().value
        XCTAssertEqual(first.state.done, .set)
        app.go(.today)
        XCTAssertEqual(app.state.way, [.today])
    }

    func testNamesBecomeWhatThePhonesListTakes() async {
        let labels = [
            "Ana": "ana", " Ștefan  Pop ": "stefan-pop", "Олена": "olena", "Юлія": "yuliya",
            "Йордан": "yordan", "": "member-3", "!!!": "member-3",
        ]
        for (name, label) in labels {
            XCTAssertEqual(JoinModel.label(of: name, number: 3), label, name)
        }
    }

    func testTodayShowsWhatIsMineAndWhatIsUnsent() async throws {
        let desk = try await Desk()
        let today = TodayModel(desk.ana)
        XCTAssertEqual(today.state.me.name, "Ana")
        try await watching(today.watch) {
            await until { today.state.standing?.unsent == 0 }
            let planned = try await desk.planned("Market")
            let record = desk.record()
            await record.kind("school").value
            let running = try XCTUnwrap(record.state.session?.id)
            await until { today.state.open.map(\.id) == [running, planned] }
            await until { today.state.standing?.unsent == 2 }
            try await desk.ana.finish(running)
            await today.load().value
            XCTAssertEqual(today.state.open.map(\.id), [planned])
            try await desk.ana.sync()
            await until { today.state.standing?.unsent == 0 }
            XCTAssertNotNil(today.state.standing?.lastSync)
        }
    }

    func testTheListIsSearchedFilteredAndPaged() async throws {
        let desk = try await Desk()
        for n in 0..<35 { _ = try await desk.planned("Market \(n)") }
        let sessions = SessionsModel(desk.ana)
        await sessions.settled()
        XCTAssertEqual(sessions.state.rows.count, 30)
        XCTAssertTrue(sessions.state.more)
        await sessions.more().value
        XCTAssertEqual(Set(sessions.state.rows.map(\.id)).count, 35)
        XCTAssertFalse(sessions.state.more)
        sessions.search("market 7")
        await sessions.settled()
        XCTAssertEqual(sessions.state.rows.map(\.title), ["Market 7"])
        sessions.search("")
        sessions.filter(.mine)
        await sessions.settled()
        XCTAssertEqual(sessions.state.rows.count, 30)
        var others = try await desk.ana.session(sessions.state.rows[0].id)
        others.team = ["m-ion": "lead"]
        desk.ana.bring(others)
        await sessions.load().value
        XCTAssertFalse(sessions.state.rows.map(\.id).contains(others.id))
        sessions.filter(.conflicts)
        await sessions.settled()
        XCTAssertEqual(sessions.state.rows, [])
        let id = try await desk.disputed()
        await sessions.load().value
        XCTAssertEqual(sessions.state.rows.map(\.id), [id])
    }

    func testAConflictIsSettledByOneOfItsSayings() async throws {
        let desk = try await Desk()
        let session = SessionModel(desk.ana, try await desk.disputed())
        await session.settled()
        XCTAssertEqual(session.state.name("m-ion"), "Ion")
        XCTAssertEqual(session.state.name("m-nobody"), "m-nobody")
        await session.settle("title", saying: 1).value
        XCTAssertEqual(session.state.session?.title, "Saturday market")
        XCTAssertEqual(session.state.session?.conflicts, [])
        await session.settle("title", saying: 0).value
        XCTAssertEqual(session.trouble.map(word(of:)), "notFound")
    }

    func testWhatIsAMomentIsReadAsOne() async {
        func moment(_ value: String) -> Date? {
            Saying(value: value, who: [], at: morning).moment
        }
        XCTAssertEqual(moment("2017-03-14T08:00:00Z"), morning)
        XCTAssertEqual(moment("2017-03-14T08:00:00.500Z"), morning.addingTimeInterval(0.5))
        XCTAssertNil(moment("in spring"))
    }

    func testASessionIsHiddenAndTwoOfOneEventAreCountedOnce() async throws {
        let desk = try await Desk()
        let id = try await desk.planned("Market")
        let ion = try FakePhone(desk.office).joined(desk.office.invite("Ion"), label: "ion")
        let other = try await ion.begin([
            .kind("public_event"), .title("Market day"), .place(stefan),
        ])
        try await ion.sync()
        try await desk.ana.sync()
        let session = SessionModel(desk.ana, id)
        await session.settled()
        XCTAssertEqual(session.state.likeness.map(\.id), [other])
        await session.same(as: other).value
        XCTAssertEqual(session.state.counted?.title, "Market day")
        XCTAssertEqual(session.state.likeness, [])
        await session.apart().value
        XCTAssertNil(session.state.counted)
        await session.withdraw(" ").value
        XCTAssertEqual(session.trouble.map(word(of:)), "invalid")
        await session.withdraw(" It rained ").value
        XCTAssertEqual(session.state.session?.withdrawn, "It rained")
        await session.showAgain().value
        XCTAssertNil(session.state.session?.withdrawn)
        // The one that is counted may not be on this phone.
        await session.same(as: "another unit's").value
        XCTAssertNil(session.trouble)
        XCTAssertEqual(session.state.session?.duplicateOf, "another unit's")
        XCTAssertNil(session.state.counted)
        await session.apart().value
        XCTAssertNil(session.state.session?.duplicateOf)
    }

    func testAPastSessionIsRepeatedWithoutItsFigures() async throws {
        let desk = try await Desk()
        let id = try await desk.planned("Market")
        try await desk.ana.edit(
            id, [.topic("documents", present: true), .team(member: "m-ion", role: "helper")])
        try await desk.ana.count(id, "reached.f.14-17", by: 9)
        try await desk.ana.finish(id)
        var begun: String?
        await SessionModel(desk.ana, id) { morning }.again { begun = $0 }.value
        let again = try await desk.ana.session(try XCTUnwrap(begun))
        XCTAssertEqual(again.title, "Market")
        XCTAssertEqual(again.place, stefan)
        XCTAssertEqual(again.status, "running")
        XCTAssertEqual(again.startedAt, morning)
        XCTAssertEqual(again.topics, ["documents"])
        XCTAssertEqual(again.team, ["m-ana": "lead", "m-ion": "helper"])
        XCTAssertEqual(again.figures, [:])
    }

    func testSyncingTellsItsProgressAndItsEnd() async throws {
        let desk = try await Desk()
        _ = try await desk.planned("Market")
        let sync = SyncModel(desk.ana)
        try await watching(sync.watch) {
            await until { sync.state.standing?.unsent == 1 }
            sync.start()
            XCTAssertTrue(sync.state.running)
            await until { !sync.state.running }
            XCTAssertEqual(sync.state.report?.sent, 1)
            XCTAssertEqual(sync.state.progress?.toSend, 0)
            desk.office.online = false
            sync.start()
            await sync.settled()
            XCTAssertEqual(sync.trouble.map(word(of:)), "offline")
            XCTAssertFalse(sync.state.running)
        }
    }

    func testWhatWaitsForMeIsShownUntilItIsDealtWith() async throws {
        let desk = try await Desk()
        let waiting = ForMeModel(desk.ana, FakeKept())
        await waiting.load().value
        XCTAssertTrue(waiting.state.isEmpty)
        try await watching(waiting.watch) {
            let id = try await desk.planned("Market")
            await until { waiting.state.assigned.map(\.id) == [id] }
            var session = try await desk.ana.session(id)
            session.status = "done"
            session.review = Review(
                state: "returned", comment: "Which day was it?", changedSince: false)
            desk.ana.bring(session)
            desk.ana.bring(
                Matter(
                    number: 1, session: id, code: "not_permitted",
                    reason: "the session was closed", at: morning))
            await until { waiting.state.refused.map(\.matter.code) == ["not_permitted"] }
            XCTAssertEqual(waiting.state.refused.map(\.session?.title), ["Market"])
            XCTAssertEqual(waiting.state.returned.map(\.returned), ["Which day was it?"])
            waiting.dismiss(1)
            await until { waiting.state.refused.isEmpty }
        }
    }

    func testWhatWaitsIsNewUntilSomebodyHasLooked() async throws {
        let (desk, kept) = (try await Desk(), FakeKept())
        let market = try await desk.planned("Market")
        let first = ForMeModel(desk.ana, kept)
        await first.load().value
        XCTAssertEqual(first.state.fresh, [market])
        await first.load().value
        XCTAssertEqual(first.state.fresh, [market], "as long as the screen is open")
        let fair = try await desk.planned("Fair")
        let second = ForMeModel(desk.ana, kept)
        await second.load().value
        XCTAssertEqual(second.state.fresh, [fair])
        try await desk.ana.edit(market, [.status("done")])
        await second.load().value
        try await desk.ana.edit(market, [.status("planned")])
        let third = ForMeModel(desk.ana, kept)
        await third.load().value
        XCTAssertEqual(third.state.fresh, [market], "planned once more, it is new")
    }

    func testWhatIsReturnedOnceMoreWithOtherWordsIsNews() async throws {
        let (desk, kept) = (try await Desk(), FakeKept())
        let id = try await desk.planned("Market")
        func returned(_ words: String) async throws -> Set<String> {
            var session = try await desk.ana.session(id)
            session.review = Review(state: "returned", comment: words, changedSince: false)
            session.status = "done"
            desk.ana.bring(session)
            let waiting = ForMeModel(desk.ana, kept)
            await waiting.load().value
            return waiting.state.fresh
        }
        var fresh = try await returned("Which day was it?")
        XCTAssertEqual(fresh, [id])
        fresh = try await returned("Which day was it?")
        XCTAssertEqual(fresh, [])
        fresh = try await returned("And which school?")
        XCTAssertEqual(fresh, [id])
    }

    func testTheHelplineCountsCardsInWhatIsUnderWayAndNothingElsewhere() async throws {
        let desk = try await Desk()
        let nowhere = HelplineModel(desk.ana)
        await nowhere.card().value
        XCTAssertNil(nowhere.state.session)
        let record = desk.record()
        await record.kind("school").value
        let helpline = HelplineModel(desk.ana)
        helpline.card()
        helpline.card()
        await helpline.referral().value
        XCTAssertEqual(helpline.state.cards, 2)
        helpline.card(by: -1)
        for _ in 0..<2 { helpline.card() }
        await helpline.card(by: -1).value
        XCTAssertEqual(helpline.state.cards, 2, "counted by mistake")
        XCTAssertEqual(helpline.state.referrals, 1)
        XCTAssertEqual(helpline.state.session?.people, 0)
        let other = try await desk.planned("Market")
        let over = HelplineModel(desk.ana, other)
        await over.card(by: -1).value
        XCTAssertEqual(over.state.cards, 0)
        await over.card().value
        XCTAssertEqual(over.state.session?.id, other, "the one that is being recorded")
    }

    func testAboutTellsWhoseAppItIsAndWhatIsStored() async throws {
        let desk = try await Desk()
        _ = try await desk.planned("Market")
        let about = AboutModel(desk.ana, version: desk.phone.version)
        XCTAssertEqual(about.state.me, desk.ana.me)
        XCTAssertEqual(about.state.version, "0.0.0")
        await about.settled()
        XCTAssertEqual(about.state.stored?.sessions, 1)
        XCTAssertEqual(about.state.stored?.venues, 1)
    }

    func testWorkIsHandedOverAndTakenAndSaysWhatBecameOfIt() async throws {
        let desk = try await Desk()
        let market = try await desk.planned("Market")
        _ = try await desk.planned("Fair")
        let ion = try desk.phone.joined(desk.office.invite("Ion"), label: "ion")
        let taking = TogetherModel(ion)

        let session = SessionModel(desk.ana, market)
        await session.handOver().value
        let one = try XCTUnwrap(session.state.file)
        XCTAssertEqual(one.id, "ana.teren")
        session.given()
        XCTAssertNil(session.state.file)
        await taking.take(one.bytes).value
        XCTAssertEqual(taking.state.taken.map(\.from), ["Ana"])
        XCTAssertEqual(taking.state.taken.flatMap(\.sessions).map(\.title), ["Market"])

        let together = TogetherModel(desk.ana)
        await together.handOver().value
        await taking.take(try XCTUnwrap(together.state.file).bytes).value
        let became = taking.state.taken[0].sessions.map(\.became)
        XCTAssertEqual(Set(became.map(String.init(describing:))), ["new", "known"])
        XCTAssertEqual(taking.state.taken.count, 2, "what came before stays to be read")
        await taking.take(Data("hello".utf8)).value
        XCTAssertEqual(taking.trouble.map(word(of:)), "handOver")
    }

    func testWhoSwitchesTheMemberSeesNothingOfTheOther() async throws {
        let desk = try await Desk()
        _ = try await desk.planned("Market")
        try desk.phone.joined(desk.office.invite("Ion"), label: "ion")
        let app = AppModel(desk.phone, Choices(FakeKept()))
        await app.start().value
        XCTAssertEqual(app.state.screen, .members)
        await app.choose("ana").value
        XCTAssertEqual(app.state.screen, .today)
        app.go(.more)
        app.go(.about)
        XCTAssertTrue(app.back())
        XCTAssertEqual(app.state.screen, .more)
        await app.switchMember().value
        XCTAssertNil(app.state.teren)
        XCTAssertEqual(app.state.way, [.members])
        XCTAssertEqual(
            app.state.members,
            [MemberHere(label: "ana", unsent: 1), MemberHere(label: "ion", unsent: 0)])
        await app.choose("ion").value
        let sessions = SessionsModel(try XCTUnwrap(app.state.teren))
        await sessions.settled()
        XCTAssertEqual(sessions.state.rows, [])
        XCTAssertFalse(app.back())
    }

    func testASessionThatWasBegunIsFoundAgainFromTheHelplineOverIt() async throws {
        let desk = try await Desk()
        let app = AppModel(desk.phone, Choices(FakeKept()))
        await app.start().value
        app.go(.record(nil))
        XCTAssertNil(app.recorded)
        app.began("0191f0a2")
        app.go(.helpline)
        XCTAssertEqual(app.recorded, "0191f0a2")
        XCTAssertEqual(app.whereabouts?.way, [.today, .record("0191f0a2"), .helpline])
        app.back()
        XCTAssertEqual(app.state.way, [.today, .record(nil)], "it is the same screen")
        XCTAssertEqual(app.recorded, "0191f0a2")
        app.back()
        XCTAssertNil(app.recorded)
        app.go(.record(nil))
        XCTAssertNil(app.recorded, "another one")
    }

    func testPracticeIsShownInPlaceOfTheWorkAndNothingOfItStays() async throws {
        let desk = try await Desk()
        let app = AppModel(desk.phone, Choices(FakeKept()))
        await app.start().value
        await app.practise().value
        XCTAssertEqual(app.state.teren?.isPractice, true)
        XCTAssertEqual(app.state.way, [.today])
        let practice = try XCTUnwrap(app.state.teren)
        await RecordModel(practice, desk.phone, nil).kind("school").value
        let sync = SyncModel(practice)
        sync.start()
        await sync.settled()
        XCTAssertEqual(sync.trouble.map(word(of:)), "practice")
        await app.practise().value
        XCTAssertTrue(practice === app.state.teren, "one practice at a time")
        await app.endPractice().value
        XCTAssertEqual(app.state.teren?.isPractice, false)
        let sessions = SessionsModel(try XCTUnwrap(app.state.teren))
        await sessions.settled()
        XCTAssertEqual(sessions.state.rows, [])
        await app.practise().value
        await app.switchMember().value
        XCTAssertNil(app.state.teren)
    }

    func testAPhoneOfOneOpensAtOnceAndANewOneAsksToJoin() async throws {
        let desk = try await Desk()
        let app = AppModel(desk.phone, Choices(FakeKept()))
        await app.start().value
        XCTAssertEqual(app.state.screen, .today)
        let fresh = AppModel(FakePhone(desk.office), Choices(FakeKept()))
        await fresh.start().value
        XCTAssertEqual(fresh.state.screen, .join)
        fresh.joinAnother()
        await fresh.entered(desk.ana).value
        XCTAssertEqual(fresh.state.screen, .today)
    }
}
