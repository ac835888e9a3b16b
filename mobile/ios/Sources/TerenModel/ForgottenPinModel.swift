import Foundation
import TerenCore

public struct ForgottenPinState {
    public var code = ""
    public var pin = NewPin()
    public var working = false

    public var looksLikeCode: Bool { code.hasPrefix("teren-unlock:") }
    public var ready: Bool { looksLikeCode && pin.isReady && !working }
}

/// The way in for whoever forgot the PIN: an administrator's one-time code, and a new PIN.
public final class ForgottenPinModel: Model<ForgottenPinState> {
    private let phone: any Phone
    private let label: String
    private let opened: @MainActor (any Teren) -> Void

    public init(
        _ phone: any Phone, _ label: String, opened: @escaping @MainActor (any Teren) -> Void
    ) {
        self.phone = phone
        self.label = label
        self.opened = opened
        super.init(ForgottenPinState())
    }

    public func code(_ text: String) {
        show { $0.code = text.trimmingCharacters(in: .whitespacesAndNewlines) }
    }

    public func pin(_ pin: NewPin) {
        show { $0.pin = pin }
    }

    @discardableResult
    public func unlock() -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            guard state.ready else { return }
            show { $0.working = true }
            defer { show { $0.working = false } }
            opened(try await phone.unlockByCode(label, code: state.code, pin: state.pin.pin))
            show { $0 = ForgottenPinState() }
        }
    }
}

/// A PIN typed twice, for nobody sees what is typed.
public struct NewPin: Sendable, Equatable {
    /// The library takes none that is shorter.
    public static let charsMin = 6

    public var pin: String
    public var again: String

    public init(pin: String = "", again: String = "") {
        self.pin = pin
        self.again = again
    }

    public var isLongEnough: Bool { pin.count >= Self.charsMin }

    /// None until the second is as long as the first: nobody is told off while typing.
    public var differs: Bool { !again.isEmpty && again.count >= pin.count && again != pin }
    public var isReady: Bool { isLongEnough && again == pin }
}
