import TerenCore

public struct ReadCodesState {
    public var progress = CodesProgress.nothing
    /// What came out of it, once all was read.
    public var taken: [Taken]?

    /// The numbers that are missing, once they are few enough to be waited for.
    public var awaited: [Int] {
        progress.missing.count > namedMax ? [] : progress.missing
    }
}

/// Reads another phone's codes and takes in what they carry. What was read is kept, as sealed as it
/// was shown, until all of it is here: also while the screen, the work or the app is closed.
public final class ReadCodesModel: Model<ReadCodesState> {
    private let teren: any Teren
    private let phone: any Phone
    private let kept: any Kept
    private var had: String
    private var last: String?

    public init(_ teren: any Teren, _ phone: any Phone, _ kept: any Kept) {
        self.teren = teren
        self.phone = phone
        self.kept = kept
        // Practice leaves nothing, and finds nothing.
        had = teren.isPractice ? "" : kept[Self.read(teren.label)] ?? ""
        super.init(ReadCodesState())
        act { [self] () throws(Trouble) in try await goOn(nil) }
    }

    /// The camera read a code.
    @discardableResult
    public func seen(_ code: String) -> Task<Void, Never>? {
        // It sees the same one many times before that turns.
        guard code != last else { return nil }
        last = code
        return act { [self] () throws(Trouble) in
            if state.taken == nil { try await goOn(code) }
        }
    }

    /// Forgets what was read, for another phone's codes.
    @discardableResult
    public func renew() -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            keep("")
            last = nil
            show { $0 = ReadCodesState() }
        }
    }

    private func goOn(_ code: String?) async throws(Trouble) {
        let read = try await phone.readCodes(had, code)
        keep(read.kept)
        show { $0.progress = read.progress }
        guard let file = read.file else { return }
        // Until it is taken in it stays here: there may be no room, or a sync comes first.
        let taken = try await teren.take(file)
        keep("")
        show { $0.taken = taken }
    }

    private func keep(_ words: String) {
        had = words
        if !teren.isPractice { kept[Self.read(teren.label)] = words.isEmpty ? nil : words }
    }

    /// Under which name it is kept what a member has read.
    static func read(_ label: String) -> String { "codes \(label)" }
}

private let namedMax = 8
