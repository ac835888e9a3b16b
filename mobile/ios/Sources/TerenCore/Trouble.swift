/// A value that cannot be taken.
public struct Problem: Sendable, Equatable {
    public let field: String
    public let found: String
    public let allowed: String

    public init(field: String, found: String, allowed: String) {
        self.field = field
        self.found = found
        self.allowed = allowed
    }
}

/// Why something was not done, and why in words. What was saved before stays saved.
public enum Trouble: Error, Equatable {
    /// Values that cannot be taken.
    case invalid([Problem])
    /// There is no such thing on this phone.
    case notFound(String)
    /// Joining, or choosing who uses the phone, comes first or went wrong.
    case membership(String)
    /// There is no line.
    case offline(String)
    /// Somebody else answers in the server's place.
    case notTrusted(String)
    /// The server refused.
    case refused(code: String, String)
    /// The phone's memory is full.
    case full(String)
    /// The store cannot be read: another key, damage, a newer app's.
    case unreadable(String)
    /// Something else is at it, or it was stopped.
    case busy(String)
    /// A hand-over that cannot be made or taken.
    case handOver(code: String, String)
    /// It can be done after a sync.
    case syncFirst(String)
    /// What only real work does: practice is not sent, handed over or taken in.
    case practice
    /// The PIN is wrong, or was wrong too often; the next try waits while the phone runs.
    case wrongPin(waitSeconds: Int, String)
    /// The unlock code is mistyped, of another phone, or used up.
    case wrongCode(String)
    /// The organisation had this phone wiped.
    case wiped
    /// The member's PIN comes first.
    case locked(String)
    /// A mistake of ours.
    case mistake(String)

    /// In words, for whoever wants to know more than the screen says.
    public var reason: String {
        switch self {
        case .invalid(let problems):
            problems.map { "\($0.field): \($0.found); \($0.allowed)" }.joined(separator: ", ")
        case .notFound(let reason), .membership(let reason), .offline(let reason),
            .notTrusted(let reason), .refused(_, let reason), .full(let reason),
            .unreadable(let reason), .busy(let reason), .handOver(_, let reason),
            .syncFirst(let reason), .locked(let reason), .wrongPin(_, let reason),
            .wrongCode(let reason), .mistake(let reason):
            reason
        case .practice: "this is practice"
        case .wiped: "the organisation had this phone wiped"
        }
    }
}
