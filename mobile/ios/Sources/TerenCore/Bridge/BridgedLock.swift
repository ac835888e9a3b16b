import Foundation
internal import TerenBindings

/// The lock of one member over the library: the PIN and the phone's own key together lead to the
/// key of the store. The key store keeps that one only as long as there is no PIN, or behind a
/// finger or a face.
struct BridgedLock: Lock {
    let folder: String
    let label: String
    let keys: any Keys
    /// The key of the store that is open.
    let key: Data
    let client: InOrder<Client>

    func state() async throws(Trouble) -> LockState {
        try await client.use { [folder, label, keys] _ in
            try lockState(folder, label, keys)
        }
    }

    func set(_ pin: String) async throws(Trouble) {
        let (client, device) = (try await client.use { $0 }, try keys.device())
        try await inWords { try await client.setPin(deviceKey: device, pin: pin) }
        // Ended before this, it is forgotten when the lock is looked at next.
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
        // Kept first: without a PIN nothing else leads to it.
        try keys.keep(label, key)
        do throws(Trouble) {
            try await inWords { try await client.removePin(deviceKey: device, pin: pin) }
        } catch {
            try keys.forget(label)
            throw error
        }
        try stopTakingFingers()
    }

    func useBiometrics(_ pin: String) async throws(Trouble) {
        guard let biometrics = keys.biometrics else {
            throw .notFound("the phone knows nobody's finger or face")
        }
        let device = try keys.device()
        // A wrong PIN counts as it does at the door.
        let key = try await inWords { [folder, label] in
            try await TerenBindings.unlock(
                dir: folder, label: label, deviceKey: device, pin: pin)
        }
        try await biometrics.keep(label, key)
    }

    func stopBiometrics() async throws(Trouble) {
        try stopTakingFingers()
    }

    private func stopTakingFingers() throws(Trouble) {
        try keys.biometrics?.forget(label)
    }
}

/// How a member's lock stands. A copy of the key beside a PIN was left by an app that ended between
/// the two: it goes.
func lockState(_ folder: String, _ label: String, _ keys: any Keys) throws -> LockState {
    let state = try TerenBindings.lockState(dir: folder, label: label)
    guard state.hasPin else { return .open }
    try keys.forget(label)
    return LockState(
        pin: true, biometrics: keys.biometrics?.has(label) ?? false,
        waitSeconds: Int(clamping: state.waitSeconds))
}
