import Foundation
import TerenCore

public struct TogetherState {
    /// A file that is ready to be given away.
    public var file: HandedOver?
    /// What came out of the files that were taken, the last one first.
    public var taken: [Taken] = []
    /// Whether the last file is larger than any that a phone makes.
    public var isTooLarge = false
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

    /// Takes in a colleague's file from where another app has laid it.
    @discardableResult
    public func take(_ url: URL) -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            let file = await Task.detached { read(url) }.value
            show { $0.isTooLarge = file == nil }
            guard let file else { return }
            let taken = try await teren.take(file)
            show { $0.taken = taken + $0.taken }
        }
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

/// The bytes of a file that may be a hand-over; none when it is too large for one. One that cannot be
/// read is empty: the library refuses it in words.
private func read(_ url: URL) -> Data? {
    #if canImport(Darwin)
    let mayRead = url.startAccessingSecurityScopedResource()
    defer { if mayRead { url.stopAccessingSecurityScopedResource() } }
    #endif
    guard let file = try? FileHandle(forReadingFrom: url) else { return Data() }
    defer { try? file.close() }
    // Whatever its size is said to be: no more than one byte too many is ever held.
    let bytes = (try? file.read(upToCount: fileBytesMax + 1)) ?? Data()
    return bytes.count > fileBytesMax ? nil : bytes
}

/// As the library's `HAND_OVER_FILE_BYTES_MAX`: no phone makes a larger one.
private let fileBytesMax = 1024 * 1024 + 64 * 1024
