/// The way to the network, as far as the system sees it.
@MainActor
public protocol Line: AnyObject {
    /// Tells each time that there is a line again, until nobody listens.
    func back() -> AsyncStream<Void>
}
