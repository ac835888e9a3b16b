import Foundation
import TerenCore

/// What can be set right in a session, in memory.
extension FakeTeren {
    @discardableResult
    public func withdraw(_ id: String, why: String) async throws(Trouble) -> Session {
        guard !why.isBlank else {
            throw .invalid([Problem(field: "withdrawn", found: "nothing", allowed: "why")])
        }
        return try change(id) { $0.session.withdrawn = why }
    }

    @discardableResult
    public func showAgain(_ id: String) async throws(Trouble) -> Session {
        try change(id) { $0.session.withdrawn = nil }
    }

    public func likeness(_ id: String) async throws(Trouble) -> [Session] {
        let own = try paper(id).shown
        return disk.papers.values.map(\.shown).filter { other in
            author(of: other.id) != author(of: id) && other.kind == own.kind
                && !own.place.isEmpty && other.place == own.place
                && other.startedAt == own.startedAt
                && other.duplicateOf == nil && own.duplicateOf == nil
        }
    }

    @discardableResult
    public func markDuplicate(_ id: String, of kept: String) async throws(Trouble) -> Session {
        try change(id) { $0.session.duplicateOf = kept }
    }

    @discardableResult
    public func unmarkDuplicate(_ id: String) async throws(Trouble) -> Session {
        try change(id) { $0.session.duplicateOf = nil }
    }
}

/// Whose session it is: ids end in the id of who began it.
private func author(of id: String) -> Substring {
    id.drop { $0 != "-" }
}
