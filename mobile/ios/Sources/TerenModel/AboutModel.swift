import TerenCore

public struct AboutState {
    public let me: Me
    /// Of the library.
    public let version: String
    /// None until it is known.
    public var stored: Stored?
}

/// Which app this is, whose, and what it keeps on the phone.
public final class AboutModel: Model<AboutState> {
    public init(_ teren: any Teren, version: String) {
        super.init(AboutState(me: teren.me, version: version))
        act { [self] () throws(Trouble) in
            let stored = try await teren.stored()
            show { $0.stored = stored }
        }
    }
}
