import Foundation

/// What the system's key store keeps for the app. Nothing that it is given to keep may be lost
/// before it is told to forget it.
public protocol Keys: Sendable {
    /// 32 bytes that never leave this phone: without them a PIN opens nothing.
    func device() throws(Trouble) -> Data

    /// The 32 bytes of the key of a member without a PIN: drawn when there are none yet.
    func store(_ label: String) throws(Trouble) -> Data

    /// The member has no PIN any more: the key is kept here from now on.
    func keep(_ label: String, _ key: Data) throws(Trouble)

    /// The member has a PIN now, which alone leads to the key.
    func forget(_ label: String) throws(Trouble)

    /// None where the phone has no sensor, or nobody's finger or face is known to it.
    var biometrics: (any Biometrics)? { get }
}

/// Gives a member's key to whoever shows the phone the right finger or face, as something quicker
/// than the PIN. The PIN stays: whoever cannot show it types that.
public protocol Biometrics: Sendable {
    func has(_ label: String) -> Bool

    func keep(_ label: String, _ key: Data) async throws(Trouble)

    /// Asks for the finger or the face; none when it was not shown, or is not known any more.
    func ask(_ label: String) async throws(Trouble) -> Data?

    func forget(_ label: String) throws(Trouble)
}
