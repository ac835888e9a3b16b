import Foundation

/// Something that one thread at a time uses, in the order of the calls, and that can be let go.
///
/// A queue and not an actor: what the library does reads and writes a disk, which may not hold up
/// the few threads that all actors share.
final class InOrder<Thing: AnyObject>: @unchecked Sendable {
    private let queue: DispatchQueue
    /// Used on the queue alone.
    private var thing: Thing?

    init(_ thing: Thing, named name: String) {
        self.thing = thing
        queue = DispatchQueue(label: name)
    }

    /// Uses it after everybody who asked before.
    func use<T: Sendable>(
        _ work: @escaping @Sendable (Thing) throws -> T
    ) async throws(Trouble) -> T {
        let done: Result<T, Trouble> = await withCheckedContinuation { waiting in
            queue.async {
                waiting.resume(returning: Result { () throws(Trouble) in
                    guard let thing = self.thing else { throw .membership("it was closed") }
                    return try inWords { try work(thing) }
                })
            }
        }
        return try done.get()
    }

    /// Lets it go after everybody who asked before.
    func letGo() async {
        await withCheckedContinuation { waiting in
            queue.async {
                self.thing = nil
                waiting.resume()
            }
        }
    }
}
