internal import TerenBindings

// What the screens say, in the words of the library, and its errors as troubles.

extension Place {
    var said: TerenBindings.Place {
        TerenBindings.Place(
            country: country, adm1: adm1, locality: locality, venue: venue, venueId: venueId)
    }
}

extension Point {
    fileprivate var said: TerenBindings.Point {
        TerenBindings.Point(latitude: latitude, longitude: longitude)
    }
}

extension Query {
    var said: ListQuery {
        ListQuery(
            search: search, status: status, heldBy: heldBy, onlyUnsent: onlyUnsent,
            onlyConflicts: onlyConflicts, onlyReturned: onlyReturned,
            offset: UInt32(clamping: offset), limit: UInt32(clamping: limit))
    }
}

extension Edit {
    var said: SessionEdit {
        switch self {
        case .title(let title): .title(title: title)
        case .kind(let code): .kind(code: code)
        case .campaign(let id): .campaign(id: id)
        case .place(let place): .`where`(place: place.said)
        case .at(let point): .at(point: point?.said)
        case .status(let code): .status(code: code)
        case .startedAt(let at): .startedAt(at: at)
        case .counting(let code): .counting(code: code)
        case .team(let member, let role): .team(member: member, role: role)
        case .topic(let code, let present): .topic(code: code, present: present)
        }
    }
}

func inWords<T>(_ work: () throws -> T) throws(Trouble) -> T {
    do {
        return try work()
    } catch {
        throw trouble(of: error)
    }
}

func inWords<T: Sendable>(_ work: () async throws -> T) async throws(Trouble) -> T {
    do {
        return try await work()
    } catch {
        throw trouble(of: error)
    }
}

private func trouble(of error: any Error) -> Trouble {
    switch error {
    case let trouble as Trouble: trouble
    case let error as TerenError: error.trouble
    // What the library does not guard itself: a panic in a function that cannot fail.
    default: .mistake(String(describing: error))
    }
}

extension TerenError {
    fileprivate var trouble: Trouble {
        switch self {
        case .Invalid(let problems):
            .invalid(problems.map {
                Problem(field: $0.field, found: $0.found, allowed: $0.allowed)
            })
        case .NotFound(let reason): .notFound(reason)
        case .Membership(let reason): .membership(reason)
        case .Offline(let reason): .offline(reason)
        case .NotTrusted(let reason): .notTrusted(reason)
        case .Refused(let code, let reason): .refused(code: code, reason)
        case .Full(let reason): .full(reason)
        case .Unreadable(let reason): .unreadable(reason)
        case .Busy(let reason): .busy(reason)
        case .HandOver(let code, let reason): .handOver(code: code, reason)
        case .SyncFirst(let reason): .syncFirst(reason)
        case .Practice: .practice
        case .WrongPin(let waitSeconds, let reason):
            .wrongPin(waitSeconds: Int(clamping: waitSeconds), reason)
        case .WrongCode(let reason): .wrongCode(reason)
        case .Wiped: .wiped
        case .Internal(let reason): .mistake(reason)
        }
    }
}
