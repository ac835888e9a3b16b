import TerenCore
import TerenFake
import XCTest

/// What every `Phone` and `Teren` promises, asked of the library and of the fake.
@MainActor
final class TerenContract: XCTestCase {
    func testWhatReturnedIsThereWhenTheAppIsOpenedAgain() async throws {
        try await inBothWorlds { world in
            var ana = try await world.join("Ana")
            let id = try await ana.begin(school(ana))
            try await ana.count(id, "reached.f.14-17", by: 3)
            try await ana.count(id, "reached.f.14-17", by: -1)
            try await ana.count(id, "reached.m.unknown", by: 1)
            try await ana.count(id, "tallies.questions", by: 4)
            try await ana.edit(id, [.topic("work_abroad", present: true), .place(radauti)])
            try await ana.writeNotes(id, shown: "", wanted: "Many asked about contracts.")
            await ana.close()

            ana = try await world.phone("Ana").open("ana")
            let session = try await ana.session(id)
            XCTAssertEqual(session.kind, "school")
            XCTAssertEqual(session.status, "running")
            XCTAssertEqual(session.startedAt, morning)
            XCTAssertEqual(session.team, [ana.me.id: "lead"])
            XCTAssertEqual(
                session.figures,
                ["reached.f.14-17": 2, "reached.m.unknown": 1, "tallies.questions": 4])
            XCTAssertEqual(session.people, 3)
            XCTAssertEqual(session.topics, ["work_abroad"])
            XCTAssertEqual(session.place, radauti)
            XCTAssertEqual(session.notes, "Many asked about contracts.")
            let editors = try await ana.editors(id)
            XCTAssertEqual(editors.map(\.who), [ana.me.id])
            let point = Point(latitude: 47.847912, longitude: 25.918217)
            let found = try await ana.edit(id, [.at(point)])
            XCTAssertEqual(found.at, Point(latitude: 47.85, longitude: 25.92))
            let lost = try await ana.edit(id, [.at(nil)])
            XCTAssertNil(lost.at)
            let done = try await ana.finish(id)
            XCTAssertEqual(done.status, "done")
            XCTAssertNotNil(done.endedAt)
            await ana.close()
        }
    }

    func testAnOwnCountIsAPartUntilItIsSaidToBeTheWhole() async throws {
        try await inBothWorlds { world in
            let ana = try await world.join("Ana")
            let id = try await ana.begin(school(ana))
            func own(_ session: Session) -> Bool? {
                session.counters.first { $0.who == ana.me.id && $0.table == "people" }?.whole
            }
            let counted = try await ana.count(id, "reached.f.14-17", by: 2)
            XCTAssertEqual(own(counted), false)
            let whole = try await ana.sayWhole(id, table: "people", true)
            XCTAssertEqual(own(whole), true)
            XCTAssertEqual(whole.people, 2)
            let part = try await ana.sayWhole(id, table: "people", false)
            XCTAssertEqual(own(part), false)
            await ana.close()
        }
    }

    func testListsComeInPagesNewestFirstAndAreFiltered() async throws {
        try await inBothWorlds { world in
            let ana = try await world.join("Ana")
            var ids: [String] = []
            for day in 1...5 {
                let at = morning.addingTimeInterval(Double(day - 14) * 86_400)
                let edits: [Edit] = [.startedAt(at), .title("Grade \(day)")]
                ids.append(try await ana.begin(school(ana) + edits))
            }
            try await ana.edit(ids[0], [.status("done")])
            @MainActor func found(_ ask: (inout Query) -> Void) async throws -> [String] {
                try await ana.sessions(.asking(ask)).sessions.map(\.id)
            }
            let first = try await ana.sessions(.asking { $0.limit = 2 })
            XCTAssertEqual(first.sessions.map(\.id), [ids[4], ids[3]])
            XCTAssertEqual(first.sessions[0].day, "2017-03-05")
            XCTAssertTrue(first.more)
            let last = try await ana.sessions(.asking { $0.limit = 2; $0.offset = 4 })
            XCTAssertEqual(last.sessions.map(\.id), [ids[0]])
            XCTAssertFalse(last.more)
            let searched = try await found { $0.search = "grade 3" }
            XCTAssertEqual(searched, [ids[2]])
            let done = try await found { $0.status = "done" }
            XCTAssertEqual(done, [ids[0]])
            let mine = try await found { $0.heldBy = ana.me.id }
            XCTAssertEqual(mine.count, 5)
            let unsent = try await found { $0.onlyUnsent = true }
            XCTAssertEqual(unsent.count, 5)
            let conflicts = try await found { $0.onlyConflicts = true }
            XCTAssertEqual(conflicts, [])
            let returned = try await found { $0.onlyReturned = true }
            XCTAssertEqual(returned, [])
            await ana.close()
        }
    }

    func testHowItStandsIsToldAtOnceAndAfterEachChange() async throws {
        try await inBothWorlds { world in
            let ana = try await world.join("Ana")
            var standing = await ana.standing().makeAsyncIterator()
            let first = await standing.next()
            XCTAssertEqual(first?.unsent, 0)
            XCTAssertNil(first?.lastSync)
            _ = try await ana.begin(school(ana))
            while let now = await standing.next(), now.unsent != 1 {}
            try await ana.sync()
            var last: Standing?
            while let now = await standing.next() {
                last = now
                if now.unsent == 0 && now.lastSync != nil { break }
            }
            XCTAssertNotNil(last?.lastSync)
            await ana.close()
        }
    }

    func testASyncCarriesWorkFromOnePhoneToAnother() async throws {
        try await inBothWorlds { world in
            let ana = try await world.join("Ana")
            let ion = try await world.join("Ion")
            let id = try await ana.begin(school(ana))
            try await ana.count(id, "reached.f.14-17", by: 2)
            let (coming, tell) = AsyncStream.makeStream(of: Headway.self)
            try await ana.sync { tell.yield($0) }
            tell.finish()
            var told: [Headway] = []
            for await progress in coming { told.append(progress) }
            XCTAssertEqual(told.first?.toSend, 1)
            XCTAssertEqual(told.last?.toSend, 0)
            try await ion.sync()
            try await ion.count(id, "reached.f.14-17", by: 5)
            try await ion.sync()
            try await ana.sync()
            let session = try await ana.session(id)
            XCTAssertEqual(session.figures, ["reached.f.14-17": 7])
            let names = try await ana.colleagues().map(\.name)
            XCTAssertTrue(Set(names).isSuperset(of: ["Ana", "Ion"]))
            let who = try await ana.editors(id).map(\.who)
            XCTAssertEqual(Set(who), [ana.me.id, ion.me.id])
            await ana.close()
            await ion.close()
        }
    }

    func testWithoutALineEverythingButSyncingGoesOn() async throws {
        try await inBothWorlds { world in
            let ana = try await world.join("Ana")
            try world.line(false)
            let id = try await ana.begin(school(ana))
            await assertTrouble("offline") { try await ana.sync() }
            try await ana.count(id, "reached.f.14-17", by: 1)
            let unsent = try await ana.sessions(.asking { $0.onlyUnsent = true })
            XCTAssertEqual(unsent.sessions.map(\.id), [id])
            try world.line(true)
            try await ana.sync()
            let left = try await ana.sessions(.asking { $0.onlyUnsent = true })
            XCTAssertEqual(left.sessions, [])
            await ana.close()
        }
    }

    func testWorkIsHandedOverToAColleaguesPhoneWithoutALine() async throws {
        try await inBothWorlds { world in
            let ana = try await world.join("Ana")
            let ion = try await world.join("Ion")
            try await ana.sync()
            try await ion.sync()
            try world.line(false)
            let id = try await ana.begin(school(ana) + [.title("Grade 9")])
            try await ana.count(id, "reached.f.14-17", by: 24)
            let file = try await ana.handOver([id])
            let taken = try await ion.take(file)
            XCTAssertEqual(taken.map(\.from), ["Ana"])
            XCTAssertEqual(taken.first?.sessions.map(\.became), [.new])
            XCTAssertEqual(taken.first?.sessions.map(\.title), ["Grade 9"])
            XCTAssertEqual(taken.first?.carried, true)
            let brought = try await ion.session(id)
            XCTAssertEqual(brought.people, 24)
            let again = try await ion.take(file)
            XCTAssertEqual(again.first?.sessions.map(\.became), [.known])
            let still = try await ion.session(id)
            XCTAssertEqual(still.people, 24, "brought twice, counted once")
            await assertTrouble("handOver") { _ = try await ion.take(Data("hello".utf8)) }
            await ana.close()
            await ion.close()
        }
    }

    func testMembersOfOnePhoneSeeANumberOfEachOtherAndNothingElse() async throws {
        try await inBothWorlds { world in
            let phone = try world.phone("shared")
            let ana = try await phone.join(try world.invite("Ana"), label: "ana")
            let id = try await ana.begin(school(ana))
            await ana.close()
            let ion = try await phone.join(try world.invite("Ion"), label: "ion")
            let seen = try await ion.sessions(Query())
            XCTAssertEqual(seen.sessions, [])
            await assertTrouble("notFound") { _ = try await ion.session(id) }
            var standing = await ion.standing().makeAsyncIterator()
            let others = await standing.next()?.others
            XCTAssertEqual(others, [MemberHere(label: "ana", unsent: 1)])
            await ion.close()
            let here = try await world.phone("shared").members()
            XCTAssertEqual(
                here, [MemberHere(label: "ana", unsent: 1), MemberHere(label: "ion", unsent: 0)])
            let again = try await world.phone("shared").open("ana")
            let still = try await again.session(id)
            XCTAssertEqual(still.id, id)
            await again.close()
        }
    }

    func testWhatCannotBeDoneIsSaidInOneOfAFewTroublesAndChangesNothing() async throws {
        try await inBothWorlds { world in
            let phone = try world.phone("Ana")
            await assertTrouble("membership") { _ = try await phone.open("ana") }
            await assertTrouble("invalid") { _ = try await phone.join("hello", label: "ana") }
            let invite = try world.invite("Ana")
            await assertTrouble("membership") {
                _ = try await phone.join(invite, label: "Ana Pop")
            }
            let ana = try await phone.join(invite, label: "ana")
            let other = try world.phone("Ion")
            await assertTrouble("refused") { _ = try await other.join(invite, label: "ion") }
            let second = try world.invite("Ion")
            await assertTrouble("membership") { _ = try await phone.join(second, label: "ana") }
            await assertTrouble("notFound") { _ = try await ana.session(nobodys) }
            await assertTrouble("notFound") {
                try await ana.count(nobodys, "reached.f.14-17", by: 1)
            }
            await assertTrouble("invalid") { _ = try await ana.begin([]) }
            let nameless = Place(locality: "Radauti")
            await assertTrouble("invalid") { _ = try await ana.proposeVenue(nameless) }
            let kept = try await ana.sessions(Query())
            XCTAssertEqual(kept.sessions, [])
            await ana.close()
        }
    }

    func testPracticeHasTheCatalogueAndGoesNowhere() async throws {
        try await inBothWorlds { world in
            let ana = try await world.join("Ana")
            _ = try await world.join("Ion").close()
            try await ana.sync()
            let practice = try await ana.practise()
            let colleagues = try await ana.colleagues()
            let known = try await practice.colleagues()
            XCTAssertEqual(Set(known.map(\.name)), Set(colleagues.map(\.name)))
            XCTAssertEqual(practice.me, ana.me)
            let id = try await practice.begin(school(practice))
            let counted = try await practice.count(id, "reached.f.14-17", by: 3)
            XCTAssertEqual(counted.people, 3)
            let done = try await practice.finish(id)
            XCTAssertEqual(done.status, "done")
            await assertTrouble("practice") { try await practice.sync() }
            await assertTrouble("practice") { _ = try await practice.handOver([id]) }
            await assertTrouble("practice") { _ = try await practice.handOverUnsent() }
            await assertTrouble("practice") { try await practice.lock.set("258025") }
            XCTAssertTrue(practice.isPractice)
            XCTAssertFalse(ana.isPractice)
            XCTAssertEqual(practice.label, "ana")
            await assertTrouble("notFound") { _ = try await ana.session(id) }
            var standing = await ana.standing().makeAsyncIterator()
            let unsent = await standing.next()?.unsent
            XCTAssertEqual(unsent, 0)
            await practice.close()
            let fresh = try await ana.practise()
            let gone = try await fresh.sessions(Query())
            XCTAssertEqual(gone.sessions, [])
            await fresh.close()
            try await ana.sync()
            await ana.close()
        }
    }

    func testWhatIsStoredIsToldAndPracticeAddsNothing() async throws {
        try await inBothWorlds { world in
            let ana = try await world.join("Ana")
            _ = try await ana.begin(school(ana))
            let stored = try await ana.stored()
            XCTAssertEqual(stored.sessions, 1)
            XCTAssertGreaterThan(stored.bytes, 0)
            let practice = try await ana.practise()
            _ = try await practice.begin(school(practice))
            await practice.close()
            let after = try await ana.stored()
            XCTAssertEqual(after, stored)
            await ana.close()
        }
    }

    func testAVenueThatTheRegisterLacksGetsAnIdOfItsOwn() async throws {
        try await inBothWorlds { world in
            let ana = try await world.join("Ana")
            let said = Place(
                country: "RO", adm1: "RO-SV", locality: "Radauti", venue: "Scoala noua")
            var proposed = try await ana.proposeVenue(said)
            XCTAssertTrue(proposed.venueId.hasPrefix("p-"), proposed.venueId)
            proposed.venueId = ""
            XCTAssertEqual(proposed, said)
            await ana.close()
        }
    }

    func testWhereNothingIsAskedNothingCanBeAnswered() async throws {
        try await inBothWorlds { world in
            let ana = try await world.join("Ana")
            let id = try await ana.begin(school(ana))
            let asked = try await ana.questions(id, language: "ro")
            XCTAssertEqual(asked, .nothing)
            do {
                try await ana.answer(id, "how_many", "3")
                XCTFail("nobody asked")
            } catch {}
            await ana.close()
        }
    }

    func testAGroupIsAskedAsOftenAsThereIsSomethingToSayAndOneTimeIsTakenBack() async throws {
        try await inBothWorlds { world in
            let campaign = try world.asks()
            let ana = try await world.join("Ana")
            try await ana.sync()
            let id = try await ana.begin(school(ana) + [.campaign(campaign)])
            @MainActor func pupils(_ begun: Set<String> = []) async throws -> [Question] {
                try await ana.questions(id, language: "ro", begun: begun).questions
                    .filter { $0.key.hasSuffix("/pupils") }
            }
            let offered = try await ana.questions(id, language: "ro").again
            XCTAssertEqual(offered.map(\.group), ["class"])
            let first = try await ana.askAgain(id, group: "class")
            var asked = try await pupils()
            XCTAssertEqual(asked, [], "nothing is there before it is answered")
            asked = try await pupils([first])
            XCTAssertEqual(asked.map(\.time), [first])
            XCTAssertEqual(asked.map(\.repetition), [1])
            try await ana.answer(id, asked[0].key, "24")
            let second = try await ana.askAgain(id, group: "class")
            try await ana.answer(id, second + "pupils", "20")
            asked = try await pupils([first])
            XCTAssertEqual(asked.map(\.answer), ["24", "20"])
            XCTAssertEqual(asked.map(\.repetition), [1, 2])
            try await ana.unask(id, time: first)
            asked = try await pupils()
            XCTAssertEqual(asked.map(\.answer), ["20"])
            do {
                _ = try await ana.askAgain(id, group: "pupils")
                XCTFail("that is no group")
            } catch {}
            await ana.close()
        }
    }

    func testAPhotoIsHereAtOnceGoesOutWithASyncAndComesToWhoAsksForIt() async throws {
        try await inBothWorlds { world in
            let (ana, ion) = (try await world.join("Ana"), try await world.join("Ion"))
            let id = try await ana.begin(school(ana))
            try await ana.attach(id, aPicture())
            var photos = try await ana.photos(id)
            XCTAssertEqual(photos.map(\.state), [.toSend(percent: 0)])
            let photo = try XCTUnwrap(photos.first)
            var standing = await ana.standing().makeAsyncIterator()
            let unsent = await standing.next()?.unsentPhotos
            XCTAssertEqual(unsent, 1)
            let here = try await ana.photo(id, photo.id)
            XCTAssertEqual(here.count, photo.bytes)
            await assertTrouble("invalid") { try await ana.attach(id, Data("no".utf8)) }

            let report = try await ana.sync()
            XCTAssertEqual(report.photosSent, 1)
            photos = try await ana.photos(id)
            XCTAssertEqual(photos.map(\.state), [.sent])
            try await ion.sync()
            photos = try await ion.photos(id)
            XCTAssertEqual(photos.map(\.state), [.elsewhere])
            let fetched = try await ion.photo(id, photo.id)
            XCTAssertEqual(fetched, here)

            try await ana.detach(id, photo: photo.id)
            photos = try await ana.photos(id)
            XCTAssertEqual(photos, [])
            await assertTrouble("notFound") { _ = try await ana.photo(id, photo.id) }
            try await ana.sync()
            try await ion.sync()
            photos = try await ion.photos(id)
            XCTAssertEqual(photos, [])
            await ana.close()
            await ion.close()
        }
    }

    func testANoteIsLookedThroughForWhatMustNotBeInIt() async throws {
        try await inBothWorlds { world in
            let phone = try world.phone("Ana")
            XCTAssertEqual(phone.warnings("Many asked about contracts."), [])
            let found = phone.warnings("Call 0745123456 later")
            XCTAssertEqual(found.map(\.kind), ["phone"])
        }
    }

    func testTheCodesThatAreOfferedAreTheSame() async throws {
        let fake = try FakeWorld().phone("Ana").vocabulary
        let home = FileManager.default.temporaryDirectory
        let real = BridgedPhone(
            folder: home, app: "teren-swift-test 0.1.0", keys: FakeKeys())
        XCTAssertEqual(real.vocabulary, fake)
    }

    func testAStoppedSyncSaysSoAndLosesNothing() async throws {
        try await inBothWorlds { world in
            guard world is RealWorld else { return }
            let ana = try await world.join("Ana")
            let id = try await ana.begin(school(ana))
            let stopped = Task { try await ana.sync() }
            stopped.cancel()
            let came = await stopped.result
            XCTAssertThrowsError(try came.get()) { error in
                XCTAssertEqual(word(of: error), "busy")
            }
            let unsent = try await ana.sessions(.asking { $0.onlyUnsent = true })
            XCTAssertEqual(unsent.sessions.map(\.id), [id])
            try await ana.sync()
            await ana.close()
        }
    }
}

extension XCTestCase {
    /// Asks the fake first: it answers at once.
    @MainActor
    func inBothWorlds(_ test: @MainActor (any World) async throws -> Void) async throws {
        print("over the fake")
        try await test(FakeWorld())
        print("over the library")
        let real = try RealWorld()
        defer { real.end() }
        try await test(real)
    }
}

private let nobodys = "0191f0a2-3b4c-7d5e-8f60-718293a4b5c6"
let radauti = Place(
    country: "RO", adm1: "RO-SV", locality: "Radauti", venue: "Piata Mare")

/// 2017-03-14, 08:00 UTC.
let morning = Date(timeIntervalSince1970: 1_489_478_400)

func school(_ teren: any Teren) -> [Edit] {
    [
        .kind("school"), .status("running"), .startedAt(morning),
        .team(member: teren.me.id, role: "lead"),
    ]
}

/// Fails unless this trouble comes of it.
@MainActor
func assertTrouble(
    _ expected: String, file: StaticString = #filePath, line: UInt = #line,
    _ work: @MainActor () async throws -> Void
) async {
    do {
        try await work()
        XCTFail("nothing went wrong", file: file, line: line)
    } catch {
        XCTAssertEqual(word(of: error), expected, "\(error)", file: file, line: line)
    }
}

/// What a trouble is called, whatever it says.
func word(of error: any Error) -> String {
    Mirror(reflecting: error).children.first?.label ?? "\(error)"
}
