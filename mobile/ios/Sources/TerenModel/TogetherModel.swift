import Foundation
import TerenCore

public struct TogetherState {
    /// A file that is ready to be given away.
    public var file: HandedOver?
    /// What came out of the files that were taken, the last one first.
    public var taken: [Taken] = []
}

/// A file for a colleague's phone.
public struct HandedOver: Identifiable, Equatable {
    /// Its name: of whom it is can be read from it.
    public let id: String
    public let bytes: Data

    init(_ bytes: Data, of me: Me) {
        id = JoinModel.label(of: me.name, number: 1) + ".teren"
        self.bytes = bytes
    }
}

/// Work handed from phone to phone without a network, as a file.
public final class TogetherModel: Model<TogetherState> {
    private let teren: any Teren

    public init(_ teren: any Teren) {
        self.teren = teren
        super.init(TogetherState())
    }

    /// Makes a file of all that is unsent.
    @discardableResult
    public func handOver() -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            let file = HandedOver(try await teren.handOverUnsent(), of: teren.me)
            show { $0.file = file }
        }
    }

    /// The file was given away, or not wanted after all.
    public func given() {
        show { $0.file = nil }
    }

    /// Takes in a colleague's file.
    @discardableResult
    public func take(_ file: Data) -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            let taken = try await teren.take(file)
            show { $0.taken = taken + $0.taken }
        }
    }
}
