import Foundation
import TerenCore

public struct PhotosState {
    public var photos: [Photo] = []
    /// The JPEGs that are here, by the photos' ids.
    public var pictures: [String: Data] = [:]
    /// The one that was taken out last, to be put there again.
    public var removed: Data?
    /// Whether one is being made ready.
    public var working = false
}

/// The photos of a session: how far each has gone, one more, one less.
public final class PhotosModel: Model<PhotosState> {
    private let teren: any Teren
    private let id: String

    public init(_ teren: any Teren, _ id: String) {
        self.teren = teren
        self.id = id
        super.init(PhotosState())
    }

    /// Follows how far they have gone, as long as somebody looks.
    public func watch() async {
        for await _ in await teren.standing() { await load().value }
    }

    @discardableResult
    public func load() -> Task<Void, Never> {
        act { [self] () throws(Trouble) in try await reload() }
    }

    /// Attaches what a camera or a gallery gave.
    @discardableResult
    public func attach(_ picture: Data) -> Task<Void, Never> {
        show { $0.working = true }
        return act { [self] () throws(Trouble) in
            defer { show { $0.working = false } }
            try await teren.attach(id, picture)
            try await reload()
        }
    }

    @discardableResult
    public func detach(_ photo: String) -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            let picture = state.pictures[photo]
            try await teren.detach(id, photo: photo)
            try await reload()
            show { $0.removed = picture }
        }
    }

    /// Puts the one there again that was taken out last.
    @discardableResult
    public func undo() -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            guard let picture = state.removed else { return }
            try await teren.attach(id, picture)
            try await reload()
            show { $0.removed = nil }
        }
    }

    /// Fetches one that a colleague attached.
    @discardableResult
    public func fetch(_ photo: String) -> Task<Void, Never> {
        aside { [self] () throws(Trouble) in
            let picture = try await teren.photo(id, photo)
            show { $0.pictures[photo] = picture }
        }
    }

    private func reload() async throws(Trouble) {
        let photos = try await teren.photos(id)
        let ids = Set(photos.map(\.id))
        show { state in
            state.photos = photos
            state.pictures = state.pictures.filter { ids.contains($0.key) }
        }
        for photo in photos where photo.state != .elsewhere && state.pictures[photo.id] == nil {
            // One that cannot be read hides no other; it can be asked for, and says why then.
            let picture = try? await teren.photo(id, photo.id)
            show { $0.pictures[photo.id] = picture }
        }
    }
}
