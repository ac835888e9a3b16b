import Foundation
import TerenCore

/// A member's PIN in memory, where it outlives the work that is closed.
@MainActor
final class FakeDoor {
    private(set) var pin: String?
    private(set) var biometrics = false
    private let now: () -> Date
    private var wrong = 0
    private var opensAt: Date?

    init(_ now: @escaping () -> Date) {
        self.now = now
    }

    var state: LockState {
        LockState(pin: pin != nil, biometrics: biometrics, waitSeconds: waitSeconds)
    }

    private var waitSeconds: Int {
        let seconds = opensAt.map { Int($0.timeIntervalSince(now()).rounded(.up)) } ?? 0
        return pin == nil ? 0 : max(0, seconds)
    }

    func checkOpen() throws(Trouble) {
        if pin != nil { throw .locked("the PIN comes first") }
    }

    /// The wait grows with each wrong PIN after the first few.
    func tryPin(_ said: String) throws(Trouble) {
        if waitSeconds > 0 {
            throw .wrongPin(waitSeconds: waitSeconds, "too many wrong PINs")
        }
        if said == pin {
            (wrong, opensAt) = (0, nil)
            return
        }
        wrong += 1
        if wrong >= freeTries {
            opensAt = now().addingTimeInterval(firstWait * Double(1 << (wrong - freeTries)))
        }
        throw .wrongPin(waitSeconds: waitSeconds, "this is another PIN")
    }

    func check(_ new: String) throws(Trouble) {
        guard new.count >= pinMin else {
            throw .invalid([
                Problem(field: "pin", found: "too short", allowed: "at least \(pinMin)")
            ])
        }
    }

    func set(_ new: String) throws(Trouble) {
        try check(new)
        (pin, biometrics) = (new, false)
        (wrong, opensAt) = (0, nil)
    }

    func remove() {
        (pin, biometrics) = (nil, false)
    }

    func use(biometrics: Bool) {
        self.biometrics = biometrics
    }
}

@MainActor
final class FakeLock: Lock {
    private let door: FakeDoor

    init(_ door: FakeDoor) {
        self.door = door
    }

    func state() async throws(Trouble) -> LockState { door.state }

    func set(_ pin: String) async throws(Trouble) {
        try door.checkOpen()
        try door.set(pin)
    }

    func change(_ old: String, to new: String) async throws(Trouble) {
        try door.tryPin(old)
        try door.set(new)
    }

    func remove(_ pin: String) async throws(Trouble) {
        try door.tryPin(pin)
        door.remove()
    }

    func useBiometrics(_ pin: String) async throws(Trouble) {
        try door.tryPin(pin)
        door.use(biometrics: true)
    }

    func stopBiometrics() async throws(Trouble) {
        door.use(biometrics: false)
    }
}

private let freeTries = 5
private let pinMin = 6
/// Seconds.
private let firstWait: TimeInterval = 30
