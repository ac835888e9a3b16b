import TerenCore

public struct PinState {
    /// What the member is about.
    public enum Doing: Sendable {
        case set, change, remove, biometrics
    }

    /// None until it is known.
    public var lock: LockState?
    public let knowsBiometrics: Bool
    public var doing: Doing?
    /// The PIN until now.
    public var old = ""
    public var new = NewPin()
    /// What was done last.
    public var done: Doing?
    public var working = false

    public var asksOld: Bool { doing != nil && doing != .set }
    public var asksNew: Bool { doing == .set || doing == .change }
    public var ready: Bool {
        doing != nil && !working && (!asksOld || !old.isEmpty) && (!asksNew || new.isReady)
    }
}

/// The own PIN: set, changed, removed; a finger or a face for it.
public final class PinModel: Model<PinState> {
    private let lock: any Lock

    public init(_ teren: any Teren, _ phone: any Phone) {
        lock = teren.lock
        super.init(PinState(knowsBiometrics: phone.knowsBiometrics))
        act { [self] () throws(Trouble) in try await look() }
    }

    public func begin(_ doing: PinState.Doing) {
        show { $0.doing = doing; $0.old = ""; $0.new = NewPin(); $0.done = nil }
    }

    public func leave() {
        show { $0.doing = nil; $0.old = ""; $0.new = NewPin() }
    }

    public func old(_ typed: String) {
        show { $0.old = typed }
    }

    public func new(_ pin: NewPin) {
        show { $0.new = pin }
    }

    /// Does what the member is about.
    @discardableResult
    public func go() -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            guard let doing = state.doing, state.ready else { return }
            let (old, new) = (state.old, state.new.pin)
            show { $0.working = true; $0.old = "" }
            defer { show { $0.working = false } }
            let came: Result<Void, Trouble>
            do throws(Trouble) {
                came = .success(try await change(doing, old, new))
            } catch {
                came = .failure(error)
            }
            try await look()
            try came.get()
            show { $0.doing = nil; $0.new = NewPin(); $0.done = doing }
        }
    }

    @discardableResult
    public func stopBiometrics() -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            try await lock.stopBiometrics()
            show { $0.done = nil }
            try await look()
        }
    }

    private func change(
        _ doing: PinState.Doing, _ old: String, _ new: String
    ) async throws(Trouble) {
        switch doing {
        case .set: try await lock.set(new)
        case .change: try await lock.change(old, to: new)
        case .remove: try await lock.remove(old)
        case .biometrics: try await lock.useBiometrics(old)
        }
    }

    private func look() async throws(Trouble) {
        let now = try await lock.state()
        show { $0.lock = now }
    }
}
