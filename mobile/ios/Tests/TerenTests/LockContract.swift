import Foundation
import TerenCore
import XCTest

/// What every lock promises, asked of the library and of the fake.
@MainActor
final class LockContract: XCTestCase {
    func testAPinStandsBeforeTheWorkUntilItIsRemoved() async throws {
        try await inBothWorlds { world in
            let phone = try world.phone("Ana")
            var ana = try await phone.join(try world.invite("Ana"), label: "ana")
            let id = try await ana.begin(school(ana))
            var state = try await phone.lock("ana")
            XCTAssertEqual(state, .open)
            await assertTrouble("invalid") { try await ana.lock.set("12") }
            try await ana.lock.set("258025")
            state = try await ana.lock.state()
            XCTAssertTrue(state.pin)
            await ana.close()

            let anew = try world.phone("Ana")
            state = try await anew.lock("ana")
            XCTAssertTrue(state.pin)
            XCTAssertEqual(state.waitSeconds, 0)
            await assertTrouble("locked") { _ = try await anew.open("ana") }
            await assertTrouble("wrongPin") { _ = try await anew.unlock("ana", pin: "111111") }
            ana = try await anew.unlock("ana", pin: "258025")
            let kept = try await ana.session(id)
            XCTAssertEqual(kept.id, id)
            await assertTrouble("wrongPin") {
                try await ana.lock.change("111111", to: "137913")
            }
            try await ana.lock.change("258025", to: "137913")
            await ana.close()

            await assertTrouble("wrongPin") { _ = try await anew.unlock("ana", pin: "258025") }
            ana = try await anew.unlock("ana", pin: "137913")
            await assertTrouble("wrongPin") { try await ana.lock.remove("258025") }
            await assertTrouble("locked") { _ = try await anew.open("ana") }
            try await ana.lock.remove("137913")
            await ana.close()
            state = try await anew.lock("ana")
            XCTAssertEqual(state, .open)
            ana = try await world.phone("Ana").open("ana")
            let still = try await ana.session(id)
            XCTAssertEqual(still.id, id)
            await ana.close()
        }
    }

    func testWhoTriesTooManyPinsWaits() async throws {
        try await inBothWorlds { world in
            let phone = try world.phone("Ana")
            let ana = try await phone.join(try world.invite("Ana"), label: "ana")
            try await ana.lock.set("258025")
            await ana.close()
            for wrong in 0..<20 {
                await assertTrouble("wrongPin") {
                    _ = try await phone.unlock("ana", pin: "\(100_000 + wrong)")
                }
                if try await phone.lock("ana").waitSeconds > 0 { break }
            }
            let waits = try await phone.lock("ana").waitSeconds
            XCTAssertGreaterThan(waits, 0, "20 PINs were tried")
            await assertTrouble("wrongPin") { _ = try await phone.unlock("ana", pin: "258025") }
        }
    }

    func testAFingerOpensOnceThePinHasSaidThatItMay() async throws {
        try await inBothWorlds { world in
            let phone = try world.phone("Ana")
            XCTAssertTrue(phone.knowsBiometrics)
            let ana = try await phone.join(try world.invite("Ana"), label: "ana")
            try await ana.lock.set("258025")
            let nobody = try await phone.unlockByBiometrics("ana")
            XCTAssertNil(nobody)
            await assertTrouble("wrongPin") { try await ana.lock.useBiometrics("111111") }
            try await ana.lock.useBiometrics("258025")
            await ana.close()
            let state = try await phone.lock("ana")
            XCTAssertTrue(state.biometrics)
            let shown = try await phone.unlockByBiometrics("ana")
            let opened = try XCTUnwrap(shown)
            XCTAssertEqual(opened.me.name, "Ana")
            try await opened.lock.stopBiometrics()
            await opened.close()
            let after = try await phone.unlockByBiometrics("ana")
            XCTAssertNil(after)
        }
    }

    func testAnAdministratorsCodeSetsANewPinOnceAndLosesNothing() async throws {
        try await inBothWorlds { world in
            let phone = try world.phone("Ana")
            var ana = try await phone.join(try world.invite("Ana"), label: "ana")
            // The first sync brings the key to which a phone seals its own, the second sends that.
            try await ana.sync()
            try await ana.lock.set("258025")
            try await ana.lock.useBiometrics("258025")
            try await ana.sync()
            let id = try await ana.begin(school(ana))
            await ana.close()

            let code = try world.unlockCode("Ana")
            XCTAssertTrue(code.hasPrefix("teren-unlock:"), code)
            try world.line(false)
            await assertTrouble("wrongCode") {
                _ = try await phone.unlockByCode(
                    "ana", code: String(code.dropLast()), pin: "137913")
            }
            await assertTrouble("invalid") {
                _ = try await phone.unlockByCode("ana", code: code, pin: "12")
            }
            ana = try await phone.unlockByCode("ana", code: code, pin: "137913")
            let unsent = try await ana.sessions(.asking { $0.onlyUnsent = true })
            XCTAssertEqual(unsent.sessions.map(\.id), [id])
            await ana.close()
            await assertTrouble("wrongPin") { _ = try await phone.unlock("ana", pin: "258025") }
            let byFinger = try await phone.unlockByBiometrics("ana")
            XCTAssertNil(byFinger, "whoever knew the PIN may have shown theirs")
            await assertTrouble("wrongCode") {
                _ = try await phone.unlockByCode("ana", code: code, pin: "000000")
            }

            try world.line(true)
            ana = try await world.phone("Ana").unlock("ana", pin: "137913")
            try await ana.sync()
            await ana.close()
            XCTAssertNotEqual(try world.unlockCode("Ana"), code)
        }
    }

    func testWhoLooksWhileAPinIsRemovedTakesNoKeyAway() async throws {
        try await inBothWorlds { world in
            let phone = try world.phone("Ana")
            let ana = try await phone.join(try world.invite("Ana"), label: "ana")
            let id = try await ana.begin(school(ana))
            try await ana.lock.set("258025")
            let removing = Task { try await ana.lock.remove("258025") }
            while try await phone.lock("ana").pin { await Task.yield() }
            try await removing.value
            await ana.close()
            let opened = try await world.phone("Ana").open("ana")
            let kept = try await opened.session(id)
            XCTAssertEqual(kept.id, id)
            await opened.close()
        }
    }
}
