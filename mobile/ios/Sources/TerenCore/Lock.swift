/// What a member's work asks for before it opens.
public struct LockState: Sendable, Equatable {
    public let pin: Bool
    /// Whether a finger or a face opens it as well.
    public let biometrics: Bool
    /// How long no PIN is tried, after too many wrong ones; of a phone that runs.
    public let waitSeconds: Int

    public init(pin: Bool, biometrics: Bool, waitSeconds: Int) {
        self.pin = pin
        self.biometrics = biometrics
        self.waitSeconds = waitSeconds
    }

    public static let open = LockState(pin: false, biometrics: false, waitSeconds: 0)
}

/// The PIN of one member whose work is open. Whoever wants to change or remove it says it again,
/// for the phone may lie open in somebody else's hand. A wrong one counts as it does at the door.
public protocol Lock: Sendable {
    func state() async throws(Trouble) -> LockState

    /// The first PIN.
    func set(_ pin: String) async throws(Trouble)

    func change(_ old: String, to new: String) async throws(Trouble)

    /// From now on the work opens by itself.
    func remove(_ pin: String) async throws(Trouble)

    /// Takes a finger or a face for the PIN from now on.
    func useBiometrics(_ pin: String) async throws(Trouble)

    func stopBiometrics() async throws(Trouble)
}

/// In practice there is nothing to lock, and the PIN of the work behind it stays as it is.
public struct PracticeLock: Lock {
    public init() {}

    public func state() async throws(Trouble) -> LockState { .open }

    public func set(_ pin: String) async throws(Trouble) { throw .practice }

    public func change(_ old: String, to new: String) async throws(Trouble) { throw .practice }

    public func remove(_ pin: String) async throws(Trouble) { throw .practice }

    public func useBiometrics(_ pin: String) async throws(Trouble) { throw .practice }

    public func stopBiometrics() async throws(Trouble) { throw .practice }
}
