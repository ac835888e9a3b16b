internal import TerenBindings

// What the library says, in the words of the screens.

extension Member {
    var shown: Me {
        Me(id: id, name: name, role: role, unit: unit, organisation: organisation)
    }
}

extension MemberOnPhone {
    var shown: MemberHere { 
        MemberHere(label: label, unsent: Int(unsent), unsentPhotos: Int(unsentPhotos))
    }
}

extension Status {
    var shown: Standing {
        var standing = Standing()
        standing.unsent = Int(unsent)
        standing.unsentPhotos = Int(unsentPhotos)
        standing.lastSync = lastSync
        standing.nextRetry = nextRetry
        standing.attention = Int(clamping: attention)
        standing.carrying = Int(carrying)
        standing.returned = Int(returned)
        standing.others = others.map(\.shown)
        return standing
    }
}

extension TerenBindings.Stored {
    var shown: Stored {
        Stored(
            sessions: Int(clamping: sessions), venues: Int(clamping: venues),
            bytes: Int(clamping: bytes))
    }
}

extension TerenBindings.Place {
    var shown: Place {
        Place(country: country, adm1: adm1, locality: locality, venue: venue, venueId: venueId)
    }
}

extension SessionView {
    var shown: Session {
        var session = Session(id: id)
        session.kind = kind
        session.title = title
        session.campaign = campaign
        session.status = status
        session.counting = counting
        session.place = place.shown
        session.at = at.map { Point(latitude: $0.latitude, longitude: $0.longitude) }
        session.plannedFor = plannedFor
        session.startedAt = startedAt
        session.endedAt = endedAt
        session.team = team
        session.topics = Set(topics)
        session.figures = figures.shown
        session.counters = counters.map(\.shown)
        session.people = Int(clamping: people)
        session.notes = notes
        session.withdrawn = withdrawn
        session.duplicateOf = duplicateOf
        session.review = review?.shown
        session.conflicts = conflicts.map(\.shown)
        return session
    }
}

extension TerenBindings.Counter {
    fileprivate var shown: Counter {
        Counter(table: table, who: who, whole: whole, total: Int(total), at: at)
    }
}

extension TerenBindings.Review {
    fileprivate var shown: Review {
        Review(state: state, comment: comment, changedSince: changedSince)
    }
}

extension TerenBindings.Conflict {
    fileprivate var shown: Conflict {
        Conflict(field: field, sayings: sayings.map(\.shown))
    }
}

extension TerenBindings.Saying {
    fileprivate var shown: Saying {
        var saying = Saying(value: value, who: who, at: at)
        saying.place = place?.shown
        saying.figures = figures.shown
        return saying
    }
}

extension [Figure] {
    fileprivate var shown: [String: Int] {
        Dictionary(map { ($0.cell, Int(clamping: $0.count)) }, uniquingKeysWith: +)
    }
}

extension SessionPage {
    var shown: Page { Page(sessions: sessions.map(\.shown), more: more) }
}

extension ListedSession {
    fileprivate var shown: Listed {
        var listed = Listed(id: id)
        listed.day = day
        listed.kind = kind
        listed.title = title
        listed.place = place
        listed.spot = spot.shown
        listed.status = status
        listed.people = Int(clamping: people)
        listed.conflicts = Int(conflicts)
        listed.unsent = unsent
        listed.team = team
        listed.returned = returned
        listed.broughtBy = broughtBy
        return listed
    }
}

extension TerenBindings.Editor {
    var shown: Editor { Editor(who: who, at: at) }
}

extension TerenBindings.Campaign {
    var shown: Campaign { Campaign(id: id, title: title, lastDay: to) }
}

extension TerenBindings.Named {
    var shown: Named { Named(id: id, name: name) }
}

extension Colleague {
    var shown: Named { Named(id: id, name: name) }
}

extension TerenBindings.Venue {
    var shown: Venue { Venue(place: place.shown, proposed: proposed) }
}

extension TerenBindings.Matter {
    var shown: Matter {
        Matter(number: number, session: id, code: code, reason: reason, at: at)
    }
}

extension Questionnaire {
    var shown: Asked {
        Asked(
            questions: questions.map(\.shown),
            again: again.map { Again(group: $0.group, label: $0.label, after: Int($0.after)) })
    }
}

extension ShownQuestion {
    fileprivate var shown: Question {
        var question = Question(key: key, kind: kind, label: label)
        question.hint = hint
        question.answer = answer
        question.choices = choices.map {
            Option(name: $0.name, label: $0.label, chosen: $0.chosen)
        }
        question.required = required
        question.wrong = trouble?.shown
        question.repetition = repetition.map(Int.init)
        return question
    }
}

extension AnswerTrouble {
    fileprivate var shown: Wrong {
        switch self {
        case .required(let message): .required(words: message)
        case .constraint(let message, let rule): .constraint(words: message, rule: rule)
        case .unfit(let allowed): .unfit(allowed: allowed)
        }
    }
}

extension TakenHandOver {
    var shown: Taken {
        Taken(from: fromName, sessions: documents.map(\.shown), carried: carried)
    }
}

extension TakenDocument {
    fileprivate var shown: TakenSession {
        TakenSession(id: id, title: title, became: became.shown)
    }
}

extension TerenBindings.TakenAs {
    fileprivate var shown: TakenAs {
        switch self {
        case .new: .new
        case .changed: .changed
        case .known: .known
        case .notForYou: .notForYou
        case .incomplete: .incomplete
        case .unread: .unread
        case .erased: .erased
        case .refused(let reason): .refused(reason)
        }
    }
}

extension Series {
    var shown: CodesRead {
        let progress = progress()
        return CodesRead(
            kept: kept(),
            progress: CodesProgress(
                have: Int(progress.have), of: Int(progress.of),
                missing: progress.missing.map(Int.init)),
            file: file())
    }
}

extension TerenBindings.Photo {
    var shown: Photo {
        Photo(id: sha256, bytes: Int(clamping: bytes), state: state.shown)
    }
}

extension TerenBindings.PhotoState {
    fileprivate var shown: PhotoState {
        switch self {
        case .toSend(let percent): .toSend(percent: Int(percent))
        case .sent: .sent
        case .refused: .refused
        case .elsewhere: .elsewhere
        }
    }
}

extension SyncProgress {
    var shown: Headway {
        var headway = Headway(
            sent: Int(clamping: sent), received: Int(clamping: received),
            toSend: Int(clamping: toSend))
        headway.photosToSend = Int(clamping: photosToSend)
        return headway
    }
}

extension SyncReport {
    var shown: Report {
        var report = Report(
            sent: Int(clamping: sent), received: Int(clamping: received),
            refused: Int(clamping: refused))
        report.photosSent = Int(clamping: photosSent)
        report.photosRefused = Int(clamping: photosRefused)
        report.photosWaiting = Int(clamping: photosWaiting)
        return report
    }
}

extension TerenBindings.Vocabulary {
    var shown: Vocabulary {
        var vocabulary = Vocabulary()
        vocabulary.kinds = kinds
        vocabulary.statuses = statuses
        vocabulary.sexes = sexes
        vocabulary.ageBands = ageBands
        vocabulary.groups = groups
        vocabulary.tallies = tallies
        vocabulary.topics = topics
        vocabulary.teamRoles = teamRoles
        return vocabulary
    }
}
