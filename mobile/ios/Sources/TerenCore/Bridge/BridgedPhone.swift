import Foundation
internal import TerenBindings

/// The phone over the Rust library. `folder` is the app's own; `key` gives the 32 bytes of a
/// member's key out of the system's key store; `app` is its name and version.
public final class BridgedPhone: Phone {
    private let folder: URL
    private let app: String
    private let key: @Sendable (_ label: String) throws(Trouble) -> Data

    public let version = TerenBindings.version()
    public let vocabulary = TerenBindings.vocabulary().shown

    public init(
        folder: URL, app: String, key: @escaping @Sendable (_ label: String) throws(Trouble) -> Data
    ) {
        self.folder = folder
        self.app = app
        self.key = key
    }

    public func warnings(_ note: String) -> [Warning] {
        notesWarnings(text: note).map { Warning(kind: $0.kind, words: $0.words) }
    }

    public func members() async throws(Trouble) -> [MemberHere] {
        let folder = folder.path
        return try await offThread { try TerenBindings.members(dir: folder).map(\.shown) }
    }

    public func join(_ invite: String, label: String) async throws(Trouble) -> any Teren {
        let home = try home(label)
        let client = try await inWords {
            try await Client.join(home: home, invite: invite, label: label)
        }
        return BridgedTeren(client)
    }

    public func open(_ label: String) async throws(Trouble) -> any Teren {
        let home = try home(label)
        return BridgedTeren(try await offThread { try Client.open(home: home, label: label) })
    }

    private func home(_ label: String) throws(Trouble) -> Home {
        Home(dir: folder.path, key: try key(label), app: app)
    }

    /// Opening a store reads a disk and derives keys: not on a thread that actors share.
    private func offThread<T: Sendable>(
        _ work: @escaping @Sendable () throws -> T
    ) async throws(Trouble) -> T {
        let done: Result<T, Trouble> = await withCheckedContinuation { waiting in
            DispatchQueue.global(qos: .userInitiated).async {
                waiting.resume(returning: Result { () throws(Trouble) in try inWords(work) })
            }
        }
        return try done.get()
    }
}
