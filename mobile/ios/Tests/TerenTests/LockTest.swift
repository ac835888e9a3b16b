import Foundation
import TerenCore
import TerenFake
import TerenModel
import XCTest

/// What stands between somebody who holds the phone and the work on it.
@MainActor
final class LockTest: XCTestCase {
    private var now = morning

    /// Ana's phone with a PIN, and its app at the door.
    private func door() async throws -> (desk: Desk, app: AppModel, unlock: UnlockModel) {
        let desk = try await Desk(knowsBiometrics: true) { self.now }
        try await desk.ana.lock.set("258025")
        let app = AppModel(desk.phone, Choices(FakeKept())) { self.now }
        await app.start().value
        XCTAssertEqual(app.state.way, [.members, .unlock("ana")])
        return (desk, app, unlocking(app))
    }

    private func unlocking(_ app: AppModel) -> UnlockModel {
        UnlockModel(app.phone, "ana", pause: { self.now += Double($0) }) { app.entered($0) }
    }

    func testThePinOpensAndAnotherOneSaysSo() async throws {
        let (_, app, unlock) = try await door()
        XCTAssertFalse(unlock.state.ready)
        unlock.pin("111111")
        await unlock.unlock().value
        XCTAssertEqual(unlock.trouble.map(word(of:)), "wrongPin")
        XCTAssertEqual(unlock.state.pin, "", "it is typed anew")
        XCTAssertNil(app.state.teren)
        unlock.pin("258025")
        XCTAssertTrue(unlock.state.ready)
        await unlock.unlock().value
        await app.settled()
        XCTAssertNil(unlock.trouble)
        XCTAssertEqual(app.state.teren?.label, "ana")
        XCTAssertEqual(app.state.way, [.today])
    }

    func testWhoTriesTooManyWaitsAndThenTriesAgain() async throws {
        let (_, app, unlock) = try await door()
        for wrong in 1...5 {
            unlock.pin("11111\(wrong)")
            await unlock.unlock().value
        }
        XCTAssertGreaterThan(unlock.state.waitSeconds, 0)
        unlock.pin("258025")
        XCTAssertFalse(unlock.state.ready)
        await unlock.unlock().value
        XCTAssertEqual(unlock.trouble.map(word(of:)), "wrongPin")
        // Whoever looks at the door sees that the wait is over.
        await unlock.watch()
        XCTAssertEqual(unlock.state.waitSeconds, 0)
        unlock.pin("258025")
        await unlock.unlock().value
        await app.settled()
        XCTAssertNotNil(app.state.teren)
    }

    func testAFingerOpensInPlaceOfThePin() async throws {
        let (desk, app, unlock) = try await door()
        await unlock.unlockByBiometrics().value
        XCTAssertNil(app.state.teren, "nobody has said that it may")
        let pin = PinModel(desk.ana, desk.phone)
        await pin.settled()
        XCTAssertTrue(pin.state.knowsBiometrics)
        pin.begin(.biometrics)
        pin.old("111111")
        await pin.go().value
        XCTAssertEqual(pin.trouble.map(word(of:)), "wrongPin")
        XCTAssertEqual(pin.state.lock?.biometrics, false)
        pin.old("258025")
        await pin.go().value
        XCTAssertEqual(pin.state.lock?.biometrics, true)
        desk.phone.showsFinger = false
        await unlock.unlockByBiometrics().value
        XCTAssertNil(app.state.teren)
        XCTAssertNil(unlock.trouble)
        desk.phone.showsFinger = true
        await unlock.unlockByBiometrics().value
        await app.settled()
        XCTAssertNotNil(app.state.teren)
        await pin.stopBiometrics().value
        XCTAssertEqual(pin.state.lock?.biometrics, false)
    }

    func testAForgottenPinIsReplacedByAnAdministratorsCode() async throws {
        let (desk, app, unlock) = try await door()
        let forgotten = ForgottenPinModel(app.phone, "ana") { app.entered($0) }
        forgotten.code("hello")
        forgotten.pin(NewPin(pin: "137913", again: "137914"))
        XCTAssertTrue(forgotten.state.pin.differs)
        forgotten.pin(NewPin(pin: "137913", again: "137913"))
        XCTAssertFalse(forgotten.state.ready, "that is no code")
        let code = desk.office.unlockCode("Ana")
        forgotten.code(" \(code)\n")
        XCTAssertTrue(forgotten.state.ready)
        await forgotten.unlock().value
        await app.settled()
        XCTAssertNil(forgotten.trouble)
        XCTAssertNotNil(app.state.teren)
        XCTAssertEqual(forgotten.state.pin, NewPin(), "nothing of it stays to be seen")
        await app.lock().value
        forgotten.code(code)
        forgotten.pin(NewPin(pin: "000000", again: "000000"))
        await forgotten.unlock().value
        XCTAssertEqual(forgotten.trouble.map(word(of:)), "wrongCode", "a code is used once")
        unlock.pin("137913")
        await unlock.unlock().value
        await app.settled()
        XCTAssertNotNil(app.state.teren)
    }

    func testThePinIsSetChangedAndRemovedByWhoKnowsIt() async throws {
        let desk = try await Desk()
        let pin = PinModel(desk.ana, desk.phone)
        await pin.settled()
        XCTAssertEqual(pin.state.lock, .open)
        pin.begin(.set)
        XCTAssertFalse(pin.state.asksOld)
        pin.new(NewPin(pin: "12345", again: "12345"))
        XCTAssertFalse(pin.state.ready, "it is too short")
        pin.new(NewPin(pin: "258025", again: "258025"))
        await pin.go().value
        XCTAssertEqual(pin.state.done, .set)
        XCTAssertEqual(pin.state.new, NewPin(), "nothing of it stays to be seen")
        XCTAssertEqual(pin.state.lock?.pin, true)
        pin.begin(.change)
        pin.new(NewPin(pin: "137913", again: "137913"))
        XCTAssertFalse(pin.state.ready, "the old one is asked for")
        pin.old("111111")
        await pin.go().value
        XCTAssertEqual(pin.trouble.map(word(of:)), "wrongPin")
        XCTAssertEqual(pin.state.doing, .change)
        pin.old("258025")
        await pin.go().value
        XCTAssertEqual(pin.state.done, .change)
        pin.begin(.remove)
        pin.old("258025")
        await pin.go().value
        XCTAssertEqual(pin.trouble.map(word(of:)), "wrongPin")
        pin.old("137913")
        await pin.go().value
        XCTAssertEqual(pin.state.lock, .open)
        _ = try await desk.phone.open("ana")
    }

    func testInPanicNothingIsToBeSeenAtOnceAndNothingIsLost() async throws {
        let (desk, app, unlock) = try await door()
        unlock.pin("258025")
        await unlock.unlock().value
        await app.settled()
        let record = RecordModel(try XCTUnwrap(app.state.teren), desk.phone, nil)
        await record.kind("school").value
        app.go(.record(record.state.session?.id))
        for _ in 0..<9 { record.tap("reached.f.14-17") }
        let locking = app.lock()
        XCTAssertNil(app.state.teren, "at once")
        XCTAssertEqual(app.state.way, [])
        await locking.value
        XCTAssertEqual(app.state.way, [.members, .unlock("ana")])
        unlock.pin("258025")
        await unlock.unlock().value
        await app.settled()
        XCTAssertEqual(app.state.way, [.today], "nobody sees where it was")
        let id = try XCTUnwrap(record.state.session?.id)
        let kept = try await XCTUnwrap(app.state.teren).session(id)
        XCTAssertEqual(kept.people, 9)
    }

    func testWithoutAPinPanicLeadsToTheListOfMembers() async throws {
        let desk = try await Desk()
        let app = AppModel(desk.phone, Choices(FakeKept()))
        await app.start().value
        await app.practise().value
        await app.lock().value
        XCTAssertNil(app.state.teren)
        XCTAssertEqual(app.state.way, [.members])
        XCTAssertTrue(app.state.closedOpenly, "whoever taps the name is in, and that is said")
        await app.choose("ana").value
        XCTAssertFalse(app.state.closedOpenly)
    }

    func testWorkThatDoesNotOpenBehindItsPinCanBeSetAside() async throws {
        let (desk, app, _) = try await door()
        let unlock = UnlockModel(
            app.phone, "ana", unreadable: { app.stays(outside: "ana", $0) }
        ) { app.entered($0) }
        desk.phone.openFails = .unreadable("the store is damaged")
        unlock.pin("258025")
        await unlock.unlock().value
        await app.settled()
        XCTAssertEqual(app.state.way, [.members])
        XCTAssertEqual(app.state.unreadable, "ana")
        XCTAssertEqual(app.trouble.map(word(of:)), "unreadable")
    }

    func testWhoIsAwayForLongSaysThePinAndIsWhereTheyWere() async throws {
        let (_, app, unlock) = try await door()
        unlock.pin("258025")
        await unlock.unlock().value
        await app.settled()
        app.go(.more)
        app.go(.about)
        app.left()
        now += 59
        await app.cameBack().value
        XCTAssertEqual(app.state.screen, .about, "that was not long")
        app.left()
        now += 60
        await app.cameBack().value
        XCTAssertEqual(app.state.way, [.members, .unlock("ana")])
        unlock.pin("258025")
        await unlock.unlock().value
        await app.settled()
        XCTAssertEqual(app.state.way, [.more, .about])
        app.choices.lock("ana", after: .atOnce)
        app.left()
        await app.cameBack().value
        XCTAssertNil(app.state.teren)
        await app.cameBack().value
        XCTAssertEqual(app.state.way, [.members, .unlock("ana")])
    }

    func testWhoLeavesWhileThePinIsCheckedSaysItAgainLater() async throws {
        let (_, app, unlock) = try await door()
        app.left()
        unlock.pin("258025")
        await unlock.unlock().value
        await app.settled()
        XCTAssertNotNil(app.state.teren)
        now += 60
        await app.cameBack().value
        XCTAssertEqual(app.state.way, [.members, .unlock("ana")])
    }

    func testALockThatCannotBeReadLocks() async throws {
        let (desk, app, unlock) = try await door()
        unlock.pin("258025")
        await unlock.unlock().value
        await app.settled()
        app.left()
        now += 60
        desk.phone.lockFails = .unreadable("the lock is damaged")
        await app.cameBack().value
        XCTAssertNil(app.state.teren)
        XCTAssertEqual(app.state.way, [.members, .unlock("ana")])
        desk.phone.listFails = .full("the list cannot be read")
        await app.lock().value
        XCTAssertEqual(app.state.way, [.members], "from there it can be tried again")
    }

    func testAPinThatWasStillBeingCheckedOpensNothingOverSomebodyElsesWork() async throws {
        let (desk, app, unlock) = try await door()
        try desk.phone.joined(desk.office.invite("Ion"), label: "ion")
        unlock.pin("258025")
        unlock.unlock()
        app.back()
        app.choose("ion")
        await unlock.settled()
        await app.settled()
        XCTAssertEqual(app.state.teren?.label, "ion")
    }

    func testATapMoreIsNoOtherPin() async throws {
        let (_, app, unlock) = try await door()
        unlock.pin("258025")
        unlock.unlock()
        unlock.unlock()
        XCTAssertTrue(unlock.state.working)
        await unlock.settled()
        await app.settled()
        XCTAssertNil(unlock.trouble)
        XCTAssertNotNil(app.state.teren)
    }

    func testAPhotoThatDoesNotComeHoldsUpNoLock() async throws {
        let world = try RealWorld()
        defer { world.end() }
        let (ana, ion) = (try await world.join("Ana"), try await world.join("Ion"))
        let id = try await ana.begin(school(ana))
        try await ana.attach(id, aPicture())
        try await ana.sync()
        try await ion.sync()
        await ana.close()
        let app = AppModel(try world.phone("Ion"), Choices(FakeKept()))
        await app.entered(ion).value
        let photos = PhotosModel(ion, id)
        await photos.load().value
        try world.server.hangs(true)
        let photo = try XCTUnwrap(photos.state.photos.first).id
        // One that waits for the server, and one that is just about to ask.
        photos.fetch(photo)
        _ = try await ion.session(id)
        let fetching = photos.fetch(photo)
        let began = Date()
        await app.lock().value
        await fetching.value
        XCTAssertLessThan(Date().timeIntervalSince(began), 10, "nobody waits for the server")
        XCTAssertEqual(photos.state.pictures, [:])
        try world.server.hangs(false)
        await app.choose("ion").value
        XCTAssertNil(app.trouble, "the store is free")
        await app.switchMember().value
    }

    func testAClockThatWasSetBackLocks() async throws {
        let (_, app, unlock) = try await door()
        unlock.pin("258025")
        await unlock.unlock().value
        await app.settled()
        app.left()
        now -= 24 * 60 * 60
        await app.cameBack().value
        XCTAssertEqual(app.state.way, [.members, .unlock("ana")])
    }

    func testWhatWasChosenIsRemembered() async {
        let kept = FakeKept()
        let choices = Choices(kept)
        XCTAssertEqual(choices.lockAfter("ana"), .aMinute)
        XCTAssertEqual(choices.remindBefore, .anHour)
        choices.lock("ana", after: .atOnce)
        XCTAssertEqual(choices.lockAfter("ion"), .aMinute, "each has their own")
        choices.remindBefore = .never
        choices.shade = .dark
        let again = Choices(kept)
        XCTAssertEqual(again.lockAfter("ana"), .atOnce)
        XCTAssertEqual(again.remindBefore, .never)
        XCTAssertEqual(again.shade, .dark)
        kept["lock-after ana"] = "3000"
        XCTAssertEqual(Choices(kept).lockAfter("ana"), .aMinute, "what another app remembered")
    }

    func testWhoHasNoPinIsNotAskedForIt() async throws {
        let desk = try await Desk()
        let app = AppModel(desk.phone, Choices(FakeKept())) { self.now }
        await app.start().value
        app.left()
        now += 24 * 60 * 60
        await app.cameBack().value
        XCTAssertEqual(app.state.way, [.today])
    }

    func testAnAppThatTheSystemTookAwayComesBackToTheSameScreenBehindThePin() async throws {
        let (_, app, unlock) = try await door()
        unlock.pin("258025")
        await unlock.unlock().value
        await app.settled()
        app.go(.sessions)
        app.go(.session("0191f0a2"))
        let words = try XCTUnwrap(app.whereabouts).words
        await app.state.teren?.close()

        let anew = AppModel(app.phone, Choices(FakeKept())) { self.now }
        await anew.start(Whereabouts(words)).value
        XCTAssertEqual(anew.state.way, [.members, .unlock("ana")])
        XCTAssertNil(Whereabouts("[1, 2]"), "what another app kept")
        let door = unlocking(anew)
        door.pin("258025")
        await door.unlock().value
        await anew.settled()
        XCTAssertEqual(anew.state.way, [.sessions, .session("0191f0a2")])
    }
}
