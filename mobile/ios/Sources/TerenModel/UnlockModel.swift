import TerenCore

public struct UnlockState {
    /// Whose work it is.
    public let label: String
    public var pin = ""
    public var working = false
    public var biometrics = false
    /// How long no PIN is tried, from when this is shown.
    public var waitSeconds = 0

    public var ready: Bool { !pin.isEmpty && !working && waitSeconds == 0 }
}

/// The door before a member's work: the PIN, or a finger or a face where that was chosen.
public final class UnlockModel: Model<UnlockState> {
    private let phone: any Phone
    private let pause: (_ seconds: Int) async throws -> Void
    private let opened: @MainActor (any Teren) -> Void
    private let unreadable: @MainActor (Trouble) -> Void

    /// `opened`, or found `unreadable` behind the right PIN.
    public init(
        _ phone: any Phone, _ label: String,
        pause: @escaping (_ seconds: Int) async throws -> Void = { seconds in
            try await Task.sleep(for: .seconds(seconds))
        },
        unreadable: @escaping @MainActor (Trouble) -> Void = { _ in },
        opened: @escaping @MainActor (any Teren) -> Void
    ) {
        self.phone = phone
        self.pause = pause
        self.opened = opened
        self.unreadable = unreadable
        super.init(UnlockState(label: label))
        act { [self] () throws(Trouble) in try await look() }
    }

    public func pin(_ typed: String) {
        show { $0.pin = typed }
    }

    @discardableResult
    public func unlock() -> Task<Void, Never> {
        let pin = state.pin
        // Each tap counts as a try, so that a second one is none.
        guard state.ready else { return Task {} }
        // A PIN does not stay on the screen, whatever comes of it.
        show { $0.pin = "" }
        return working { [self] () throws(Trouble) in
            opened(try await phone.unlock(state.label, pin: pin))
        }
    }

    @discardableResult
    public func unlockByBiometrics() -> Task<Void, Never> {
        guard !state.working else { return Task {} }
        return working { [self] () throws(Trouble) in
            if let teren = try await phone.unlockByBiometrics(state.label) { opened(teren) }
        }
    }

    /// Waits until a PIN may be tried again, as long as somebody looks.
    public func watch() async {
        await settled()
        while state.waitSeconds > 0 {
            guard (try? await pause(state.waitSeconds)) != nil else { return }
            await act { [self] () throws(Trouble) in try await look() }.value
        }
    }

    private func working(
        _ work: @escaping @MainActor () async throws(Trouble) -> Void
    ) -> Task<Void, Never> {
        show { $0.working = true }
        return act { [self] () throws(Trouble) in
            defer { show { $0.working = false } }
            do throws(Trouble) {
                try await work()
            } catch {
                if case .unreadable = error { unreadable(error) }
                try await look()
                throw error
            }
        }
    }

    private func look() async throws(Trouble) {
        let lock = try await phone.lock(state.label)
        show { $0.biometrics = lock.biometrics; $0.waitSeconds = lock.waitSeconds }
    }
}
