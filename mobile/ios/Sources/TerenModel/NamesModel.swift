import TerenCore

/// What members are called whom lists know by their ids.
public final class NamesModel: Model<[String: String]> {
    private let teren: any Teren

    public init(_ teren: any Teren) {
        self.teren = teren
        super.init([:])
        load()
    }

    /// None for somebody whom this phone has not been told of.
    public func name(_ id: String) -> String? { state[id] }

    /// Names come with a sync.
    @discardableResult
    public func load() -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            let known = try await teren.colleagues().map { ($0.id, $0.name) }
            show { $0 = Dictionary(known, uniquingKeysWith: { $1 }) }
        }
    }
}
