import Foundation

/// Who this is, and for which organisation.
public struct Me: Sendable, Equatable {
    public let id: String
    public let name: String
    public let role: String
    public let unit: String
    public let organisation: String

    public init(id: String, name: String, role: String, unit: String, organisation: String) {
        self.id = id
        self.name = name
        self.role = role
        self.unit = unit
        self.organisation = organisation
    }
}

/// Somebody who has joined on this phone.
public struct MemberHere: Sendable, Equatable {
    public let label: String
    /// Sessions with unsent work.
    public let unsent: Int
    public let unsentPhotos: Int

    public init(label: String, unsent: Int, unsentPhotos: Int = 0) {
        self.label = label
        self.unsent = unsent
        self.unsentPhotos = unsentPhotos
    }
}

/// How a member's work stands with the server.
public struct Standing: Sendable, Equatable {
    /// Sessions with unsent work.
    public var unsent = 0
    /// Photos that are to be sent.
    public var unsentPhotos = 0
    public var lastSync: Date?
    public var nextRetry: Date?
    /// Matters that need the member's attention.
    public var attention = 0
    /// Hand-overs of others that the next sync brings to the server.
    public var carrying = 0
    /// Sessions that a coordinator returned and nobody has edited since.
    public var returned = 0
    public var others: [MemberHere] = []

    public init() {}
}

/// What lies in a member's store.
public struct Stored: Sendable, Equatable {
    public let sessions: Int
    /// Schools and other places of the register.
    public let venues: Int
    /// Room that it takes.
    public let bytes: Int

    public init(sessions: Int, venues: Int, bytes: Int) {
        self.sessions = sessions
        self.venues = venues
        self.bytes = bytes
    }
}

/// Something that can be picked.
public struct Named: Sendable, Equatable {
    public let id: String
    public let name: String

    public init(id: String, name: String) {
        self.id = id
        self.name = name
    }
}

public struct Campaign: Sendable, Equatable {
    public let id: String
    public let title: String
    /// `YYYY-MM-DD`.
    public let lastDay: String?

    public init(id: String, title: String, lastDay: String?) {
        self.id = id
        self.title = title
        self.lastDay = lastDay
    }
}

/// A school or another institution; `proposed` while nobody has accepted it.
public struct Venue: Sendable, Equatable {
    public let place: Place
    public let proposed: Bool

    public init(place: Place, proposed: Bool) {
        self.place = place
        self.proposed = proposed
    }
}

/// Something to know and decide.
public struct Matter: Sendable, Equatable {
    public let number: Int64
    /// Its id.
    public let session: String
    public let code: String
    public let reason: String
    public let at: Date

    public init(number: Int64, session: String, code: String, reason: String, at: Date) {
        self.number = number
        self.session = session
        self.code = code
        self.reason = reason
        self.at = at
    }
}

/// How far a sync has come: changes, and documents still to be sent; then photos. (`Progress` is
/// Foundation's.)
public struct Headway: Sendable, Equatable {
    public let sent: Int
    public let received: Int
    public let toSend: Int
    /// Photos that are still to be sent: their turn comes after all documents.
    public var photosToSend = 0

    public init(sent: Int, received: Int, toSend: Int) {
        self.sent = sent
        self.received = received
        self.toSend = toSend
    }
}

/// What a sync came to, in changes.
public struct Report: Sendable, Equatable {
    public let sent: Int
    public let received: Int
    public let refused: Int
    /// Photos that the server has now.
    public var photosSent = 0
    /// Photos that the server would not have.
    public var photosRefused = 0
    /// Photos that are still to be sent: the next sync goes on.
    public var photosWaiting = 0

    public init(sent: Int, received: Int, refused: Int) {
        self.sent = sent
        self.received = received
        self.refused = refused
    }
}

/// What a colleague's phone handed over, taken in.
public struct Taken: Sendable, Equatable {
    /// Whose phone made it.
    public let from: String
    public let sessions: [TakenSession]
    /// Whether the next sync brings it to the server.
    public let carried: Bool

    public init(from: String, sessions: [TakenSession], carried: Bool) {
        self.from = from
        self.sessions = sessions
        self.carried = carried
    }
}

public struct TakenSession: Sendable, Equatable {
    public let id: String
    /// Empty when it is not shown here.
    public let title: String
    public let became: TakenAs

    public init(id: String, title: String, became: TakenAs) {
        self.id = id
        self.title = title
        self.became = became
    }
}

/// What a session of a hand-over came to on this phone.
public enum TakenAs: Sendable, Equatable {
    case new
    case changed
    /// All of it was here.
    case known
    /// It is of others: carried, and not shown.
    case notForYou
    /// It shows once this phone has synced.
    case incomplete
    /// It shows once the app was updated.
    case unread
    /// The organisation has erased it.
    case erased
    /// It was not taken in, and why; the server will judge.
    case refused(String)
}

/// The codes that screens offer, each set in the order in which people are shown it.
public struct Vocabulary: Sendable, Equatable {
    public var kinds: [String] = []
    public var statuses: [String] = []
    public var sexes: [String] = []
    public var ageBands: [String] = []
    public var groups: [String] = []
    public var tallies: [String] = []
    public var topics: [String] = []
    public var teamRoles: [String] = []

    public init() {}
}
