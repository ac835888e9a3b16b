import TerenCore

/// Remembers in memory.
@MainActor
public final class FakeKept: Kept {
    private var values: [String: String] = [:]

    public init() {}

    public subscript(_ name: String) -> String? {
        get { values[name] }
        set { values[name] = newValue }
    }
}
