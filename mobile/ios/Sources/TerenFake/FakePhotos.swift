import Foundation
import TerenCore

/// Photos in memory: what was given is kept as it is.
extension FakeTeren {
    public func attach(_ id: String, _ picture: Data) async throws(Trouble) {
        _ = try paper(id)
        guard kinds.contains(where: { picture.starts(with: $0) }) else {
            throw .invalid([
                Problem(field: "photo", found: "no picture", allowed: "a JPEG or PNG")
            ])
        }
        let photo = "photo-\(picture.hashValue)"
        disk.photos[photo] = picture
        try change(id) { $0.photos.insert(photo) }
    }

    public func detach(_ id: String, photo: String) async throws(Trouble) {
        try check(id, photo)
        try change(id) { $0.photos.remove(photo) }
    }

    public func photos(_ id: String) async throws(Trouble) -> [Photo] {
        try paper(id).photos.sorted().map { photo in
            let sent = office.photos[photo] != nil
            let state: PhotoState = disk.photos[photo] == nil ? .elsewhere
                : sent ? .sent : .toSend(percent: 0)
            let bytes = disk.photos[photo] ?? office.photos[photo]
            return Photo(id: photo, bytes: bytes?.count ?? 0, state: state)
        }
    }

    public func photo(_ id: String, _ photo: String) async throws(Trouble) -> Data {
        try check(id, photo)
        if let here = disk.photos[photo] { return here }
        try office.checkLine()
        guard let there = office.photos[photo] else { throw .notFound("it was not sent yet") }
        disk.photos[photo] = there
        return there
    }

    var unsentPhotos: Set<String> { disk.unsentPhotos(office) }

    private func check(_ id: String, _ photo: String) throws(Trouble) {
        guard try paper(id).photos.contains(photo) else { throw .notFound("no photo \(photo)") }
    }
}

extension FakeDisk {
    /// Those that are here and not at the office yet.
    func unsentPhotos(_ office: FakeOffice) -> Set<String> {
        Set(papers.values.flatMap(\.photos))
            .filter { photos[$0] != nil && office.photos[$0] == nil }
    }
}

/// How files begin that are taken: JPEG and PNG.
private let kinds: [[UInt8]] = [[0xFF, 0xD8, 0xFF], [0x89, 0x50, 0x4E]]
