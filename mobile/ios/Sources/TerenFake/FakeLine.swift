import TerenCore

/// A line that comes back when a test says so.
@MainActor
public final class FakeLine: Line {
    private var listening: [AsyncStream<Void>.Continuation] = []

    public init() {}

    /// How many follow it.
    public var followers: Int { listening.count }

    public func back() -> AsyncStream<Void> {
        let (stream, telling) = AsyncStream.makeStream(of: Void.self)
        listening.append(telling)
        return stream
    }

    public func comesBack() {
        for telling in listening { telling.yield() }
    }
}
