/// Small things that the phone remembers from one time to the next: what was chosen, what was seen.
/// Nothing of anybody's work that is not sealed, for it is not encrypted as that is.
@MainActor
public protocol Kept: AnyObject {
    /// `nil` forgets it.
    subscript(_ name: String) -> String? { get set }
}
