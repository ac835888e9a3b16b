import Foundation
internal import TerenBindings

/// The phone over the Rust library. `folder` is the app's own; `app` is its name and version.
public final class BridgedPhone: Phone {
    private let folder: URL
    private let app: String
    private let keys: any Keys

    public let version = TerenBindings.version()
    public let vocabulary = TerenBindings.vocabulary().shown

    public init(folder: URL, app: String, keys: any Keys) {
        self.folder = folder
        self.app = app
        self.keys = keys
    }

    public func warnings(_ note: String) -> [Warning] {
        notesWarnings(text: note).map { Warning(kind: $0.kind, words: $0.words) }
    }

    public func codes(of file: Data) async throws(Trouble) -> [String] {
        try await offThread { try seriesFrames(file: file) }
    }

    public func readCodes(
        _ kept: String, _ code: String?
    ) async throws(Trouble) -> CodesRead {
        try await offThread {
            let series = Series.resume(kept: kept)
            if let code { _ = try series.add(text: code) }
            return series.shown
        }
    }

    public func members() async throws(Trouble) -> [MemberHere] {
        let folder = folder.path
        return try await offThread { try TerenBindings.members(dir: folder).map(\.shown) }
    }

    public func setAside(_ label: String) async throws(Trouble) {
        let folder = folder.path
        _ = try await offThread { try TerenBindings.setAside(dir: folder, label: label) }
    }

    public func forget(_ label: String) async throws(Trouble) {
        try keys.forget(label)
        try keys.biometrics?.forget(label)
    }

    public func join(_ invite: String, label: String) async throws(Trouble) -> any Teren {
        let key = try keys.store(label)
        let home = home(key)
        let client = try await inWords {
            try await Client.join(home: home, invite: invite, label: label)
        }
        return teren(client, label)
    }

    public func lock(_ label: String) async throws(Trouble) -> LockState {
        let door = door(label)
        return try await offThread { try door.state() }
    }

    public var knowsBiometrics: Bool { keys.biometrics != nil }

    public func open(_ label: String) async throws(Trouble) -> any Teren {
        if try await lock(label).pin { throw .locked("the PIN comes first") }
        return try await open(label, try keys.store(label))
    }

    public func unlock(_ label: String, pin: String) async throws(Trouble) -> any Teren {
        try await open(label, try await door(label).key(pin))
    }

    public func unlockByBiometrics(_ label: String) async throws(Trouble) -> (any Teren)? {
        guard let key = try await door(label).keyByBiometrics() else { return nil }
        return try await open(label, key)
    }

    public func unlockByCode(
        _ label: String, code: String, pin: String
    ) async throws(Trouble) -> any Teren {
        try await open(label, try await door(label).key(byCode: code, pin))
    }

    private func open(_ label: String, _ key: Data) async throws(Trouble) -> any Teren {
        let home = home(key)
        let client = try await offThread { try Client.open(home: home, label: label) }
        return teren(client, label)
    }

    private func teren(_ client: Client, _ label: String) -> BridgedTeren {
        let inOrder = InOrder(client, named: "org.teren.member")
        let lock = BridgedLock(door: door(label), client: inOrder)
        return BridgedTeren(client, inOrder, label, lock)
    }

    private func door(_ label: String) -> Door {
        Door(folder: folder.path, label: label, keys: keys)
    }

    private func home(_ key: Data) -> Home {
        Home(dir: folder.path, key: key, app: app)
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
