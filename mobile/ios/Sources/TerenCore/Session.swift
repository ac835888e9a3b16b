import Foundation

/// Where. Parts that are not known are empty.
public struct Place: Sendable, Hashable {
    public var country: String
    public var adm1: String
    public var locality: String
    public var venue: String
    public var venueId: String

    public init(
        country: String = "", adm1: String = "", locality: String = "", venue: String = "",
        venueId: String = ""
    ) {
        self.country = country
        self.adm1 = adm1
        self.locality = locality
        self.venue = venue
        self.venueId = venueId
    }

    public static let nowhere = Place()

    public var isEmpty: Bool { self == .nowhere }

    /// As people say it.
    public var words: String {
        [venue, locality].filter { !$0.isBlank }.joined(separator: ", ")
    }
}

/// Where on the globe, in degrees; a session keeps it to about 1 km.
public struct Point: Sendable, Equatable {
    public let latitude: Double
    public let longitude: Double

    public init(latitude: Double, longitude: Double) {
        self.latitude = latitude
        self.longitude = longitude
    }
}

/// A session with everything that this member may see of it; at first nothing is said.
public struct Session: Sendable, Equatable {
    public let id: String
    public var kind: String?
    public var title = ""
    public var campaign: String?
    public var status = "planned"
    public var counting = "counted"
    public var place = Place.nowhere
    public var at: Point?
    public var plannedFor: Date?
    public var startedAt: Date?
    public var endedAt: Date?
    /// The code of a role for each member's id.
    public var team: [String: String] = [:]
    public var topics: Set<String> = []
    /// Cells with something in them.
    public var figures: [String: Int] = [:]
    public var counters: [Counter] = []
    public var people = 0
    public var notes = ""
    /// Why it is hidden.
    public var withdrawn: String?
    /// The session that is counted in place of this one.
    public var duplicateOf: String?
    public var review: Review?
    public var conflicts: [Conflict] = []

    public init(id: String) {
        self.id = id
    }
}

/// What somebody counted of one table, as the whole or as a part that adds to the others'.
public struct Counter: Sendable, Equatable {
    public let table: String
    /// Whose id; none when that is not known here.
    public let who: String?
    public let whole: Bool
    public let total: Int
    public let at: Date

    public init(table: String, who: String?, whole: Bool, total: Int, at: Date) {
        self.table = table
        self.who = who
        self.whole = whole
        self.total = total
        self.at = at
    }
}

/// What a coordinator said of a session.
public struct Review: Sendable, Equatable {
    public let state: String
    public let comment: String
    public let changedSince: Bool

    public init(state: String, comment: String, changedSince: Bool) {
        self.state = state
        self.comment = comment
        self.changedSince = changedSince
    }
}

/// A field of which people said different things. The first saying is shown until it is settled.
public struct Conflict: Sendable, Equatable {
    public let field: String
    public let sayings: [Saying]

    public init(field: String, sayings: [Saying]) {
        self.field = field
        self.sayings = sayings
    }
}

/// One of the things that were said; `who` are ids.
public struct Saying: Sendable, Equatable {
    public let value: String
    public let who: [String]
    public let at: Date
    /// The place that was said, when it is one.
    public var place: Place?
    /// Cells with something in them, when it is a count of a table.
    public var figures: [String: Int] = [:]

    public init(value: String, who: [String], at: Date) {
        self.value = value
        self.who = who
        self.at = at
    }

    /// The moment that was said, when it is one.
    public var moment: Date? {
        [false, true].lazy.compactMap { fractions in
            try? Date.ISO8601FormatStyle(includingFractionalSeconds: fractions).parse(value)
        }.first
    }
}

/// Somebody who wrote a session.
public struct Editor: Sendable, Equatable {
    public let who: String
    public let at: Date

    public init(who: String, at: Date) {
        self.who = who
        self.at = at
    }
}

/// A session as lists show it.
public struct Listed: Sendable, Equatable, Identifiable {
    public let id: String
    /// `YYYY-MM-DD`, where it took place.
    public var day = ""
    public var kind: String?
    public var title = ""
    /// Town and venue.
    public var place = ""
    public var spot = Place.nowhere
    public var status = ""
    public var people = 0
    public var conflicts = 0
    public var unsent = false
    /// Ids of the members who are to hold it.
    public var team: [String] = []
    /// The coordinator's words, while it is returned and nobody has edited it since.
    public var returned: String?
    /// Ids of the members who handed over something of it that is not at the server yet.
    public var broughtBy: [String] = []

    public init(id: String) {
        self.id = id
    }
}

public struct Page: Sendable, Equatable {
    public let sessions: [Listed]
    public let more: Bool

    public init(sessions: [Listed], more: Bool) {
        self.sessions = sessions
        self.more = more
    }
}

/// Which sessions are asked for.
public struct Query: Sendable, Equatable {
    public var search = ""
    public var status: String?
    public var heldBy: String?
    public var onlyUnsent = false
    public var onlyConflicts = false
    public var onlyReturned = false
    public var offset = 0
    public var limit = 30

    public init() {}

    /// The same question with something changed.
    public static func asking(_ more: (inout Query) -> Void) -> Query {
        var query = Query()
        more(&query)
        return query
    }
}

/// One edit of a session.
public enum Edit: Sendable, Equatable {
    case title(String)
    case kind(String)
    case campaign(String?)
    case place(Place)
    /// Where the phone found itself; no point takes it back.
    case at(Point?)
    case status(String)
    case startedAt(Date)
    case counting(String)
    /// No role takes the member out.
    case team(member: String, role: String?)
    case topic(String, present: Bool)
}

extension String {
    /// Whether there is nothing to read in it.
    public var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
