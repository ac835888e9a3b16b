/// A photo of a session: of a place or of material, never of a person.
public struct Photo: Sendable, Equatable, Identifiable {
    /// Its name in every call.
    public let id: String
    public let bytes: Int
    public let state: PhotoState

    public init(id: String, bytes: Int, state: PhotoState) {
        self.id = id
        self.bytes = bytes
        self.state = state
    }
}

/// Where a photo is.
public enum PhotoState: Sendable, Equatable {
    /// On this phone, to be sent; the server has so much of it, of 100.
    case toSend(percent: Int)
    /// The server has it, and it is here too.
    case sent
    /// On this phone alone: the server would not have it. Why is among the matters.
    case refused
    /// Not on this phone: it is fetched when it is looked at.
    case elsewhere
}
