import Foundation
import TerenCore

/// A key store in memory; it outlives the app that is started anew, as the system's does.
public final class FakeKeys: Keys, @unchecked Sendable {
    private let guarded = NSLock()
    private var stores: [String: Data] = [:]
    private let drawn = Data((0..<32).map { _ in UInt8.random(in: 0...255) })
    /// The phone's sensor, when it has one.
    public let finger: FakeFinger?

    public init(finger: FakeFinger? = nil) {
        self.finger = finger
    }

    public var biometrics: (any Biometrics)? { finger }

    /// Whose keys lie open here: those of members without a PIN.
    public var open: Set<String> { guarded.withLock { Set(stores.keys) } }

    public func device() -> Data { drawn }

    public func store(_ label: String) -> Data {
        guarded.withLock {
            let key = stores[label] ?? Data((0..<32).map { _ in UInt8.random(in: 0...255) })
            stores[label] = key
            return key
        }
    }

    public func keep(_ label: String, _ key: Data) {
        guarded.withLock { stores[label] = key }
    }

    public func forget(_ label: String) {
        guarded.withLock { stores[label] = nil }
    }
}

/// A sensor, and the finger that is shown to it or not.
public final class FakeFinger: Biometrics, @unchecked Sendable {
    private let guarded = NSLock()
    private var keys: [String: Data] = [:]
    private var shown = true

    public init() {}

    /// Whether the right finger is shown from now on.
    public func show(_ shown: Bool) {
        guarded.withLock { self.shown = shown }
    }

    public func has(_ label: String) -> Bool {
        guarded.withLock { keys[label] != nil }
    }

    public func keep(_ label: String, _ key: Data) async {
        guarded.withLock { keys[label] = key }
    }

    public func ask(_ label: String) async -> Data? {
        guarded.withLock { shown ? keys[label] : nil }
    }

    public func forget(_ label: String) {
        guarded.withLock { keys[label] = nil }
    }
}
