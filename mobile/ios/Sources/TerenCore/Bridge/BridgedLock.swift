import Foundation
internal import TerenBindings

/// The door before a member's work: who gives the key of the store. The library holds it behind the
/// PIN, together with the phone's own key; the key store gives it while there is no PIN, or for a
/// finger or a face.
struct Door {
    let folder: String
    let label: String
    let keys: any Keys

    /// How the lock stands. It only looks: while a PIN is being removed, the copy that lies beside
    /// it is about to be the only one.
    func state() throws -> LockState {
        let state = try TerenBindings.lockState(dir: folder, label: label)
        guard state.hasPin else { return .open }
        return LockState(
            pin: true, biometrics: keys.biometrics?.has(label) ?? false,
            waitSeconds: Int(clamping: state.waitSeconds))
    }

    func key(_ pin: String) async throws(Trouble) -> Data {
        let device = try keys.device()
        return try behindPin(
            try await inWords { [folder, label] in
                try await TerenBindings.unlock(
                    dir: folder, label: label, deviceKey: device, pin: pin)
            })
    }

    /// None when the finger or face was not shown, or is not known any more.
    func keyByBiometrics() async throws(Trouble) -> Data? {
        guard let biometrics = keys.biometrics, biometrics.has(label),
            let key = try await biometrics.ask(label)
        else { return nil }
        return try behindPin(key)
    }

    /// Whoever knew the PIN before may have shown a finger of theirs: it opens nothing any more.
    func key(byCode code: String, _ pin: String) async throws(Trouble) -> Data {
        let device = try keys.device()
        let key = try await inWords { [folder, label] in
            try await TerenBindings.unlockByCode(
                dir: folder, label: label, deviceKey: device, code: code, newPin: pin)
        }
        try keys.biometrics?.forget(label)
        return try behindPin(key)
    }

    /// A copy of the key beside a PIN was left by an app that ended between the two: it goes, now
    /// that the PIN has shown that it leads to the key.
    private func behindPin(_ key: Data) throws(Trouble) -> Data {
        try keys.forget(label)
        return key
    }
}

/// The PIN of a member whose work is open, over the library.
struct BridgedLock: Lock {
    let door: Door
    let client: InOrder<Client>

    private var keys: any Keys { door.keys }
    private var label: String { door.label }

    func state() async throws(Trouble) -> LockState {
        try await client.use { [door] _ in try door.state() }
    }

    func set(_ pin: String) async throws(Trouble) {
        let (client, device) = (try await client.use { $0 }, try keys.device())
        try await inWords { try await client.setPin(deviceKey: device, pin: pin) }
        // Ended before this, it is forgotten when the PIN opens the work next.
        try keys.forget(label)
    }

    func change(_ old: String, to new: String) async throws(Trouble) {
        let (client, device) = (try await client.use { $0 }, try keys.device())
        try await inWords {
            try await client.changePin(deviceKey: device, old: old, new: new)
        }
        try stopTakingFingers()
    }

    func remove(_ pin: String) async throws(Trouble) {
        let (client, device) = (try await client.use { $0 }, try keys.device())
        // Kept before the lock is gone: whoever is cut off between the two keeps a way to it. A
        // wrong PIN leaves no copy beside the lock.
        try keys.keep(label, try await door.key(pin))
        try await inWords { try await client.removePin(deviceKey: device, pin: pin) }
        try stopTakingFingers()
    }

    func useBiometrics(_ pin: String) async throws(Trouble) {
        guard let biometrics = keys.biometrics else {
            throw .notFound("the phone knows nobody's finger or face")
        }
        // A wrong PIN counts as it does at the door.
        try await biometrics.keep(label, try await door.key(pin))
    }

    func stopBiometrics() async throws(Trouble) {
        try stopTakingFingers()
    }

    private func stopTakingFingers() throws(Trouble) {
        try keys.biometrics?.forget(label)
    }
}
