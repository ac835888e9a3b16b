import Foundation
import TerenCore

public struct TogetherState {
    /// Sessions that can be handed over: mine, the newest first.
    public var mine: [Listed] = []
    public var chosen: Set<String> = []
    /// A file that is ready to be given away.
    public var file: Data?
    /// What the last file that was taken came to.
    public var taken: [Taken] = []
}

/// Handing work over to a colleague's phone without a network, and taking theirs.
public final class TogetherModel: Model<TogetherState> {
    private let teren: any Teren

    public init(_ teren: any Teren) {
        self.teren = teren
        super.init(TogetherState())
        load()
    }

    @discardableResult
    public func load() -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            let mine = Query.asking { query in
                query.heldBy = teren.me.id
                query.limit = shownMax
            }
            let page = try await teren.sessions(mine)
            show { $0.mine = page.sessions }
        }
    }

    /// Takes a session among those that are handed over, or out of them.
    public func choose(_ id: String) {
        show { state in
            state.file = nil
            if state.chosen.remove(id) == nil { state.chosen.insert(id) }
        }
    }

    /// Makes a file of what was chosen; of all that is unsent when nothing was.
    @discardableResult
    public func handOver() -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            let chosen = state.chosen.sorted()
            let file =
                if chosen.isEmpty {
                    try await teren.handOverUnsent()
                } else {
                    try await teren.handOver(chosen)
                }
            show { $0.file = file }
        }
    }

    /// Takes in a colleague's file.
    @discardableResult
    public func take(_ file: Data) -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            show { $0.taken = [] }
            let taken = try await teren.take(file)
            show { $0.taken = taken }
        }
    }
}

private let shownMax = 30
