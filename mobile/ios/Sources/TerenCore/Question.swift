/// What a campaign asks about a session now, in order.
public struct Asked: Sendable, Equatable {
    public var questions: [Question]
    public var again: [Again]

    public init(questions: [Question], again: [Again]) {
        self.questions = questions
        self.again = again
    }

    public static let nothing = Asked(questions: [], again: [])

    /// How many answers are wrong, or lacking though they must be given.
    public var open: Int { questions.count { $0.wrong != nil } }
}

/// A group that can be asked once more.
public struct Again: Sendable, Equatable {
    /// Its name in the form.
    public let group: String
    public let label: String
    /// How many of the questions stand in front of where it would be asked once more.
    public let after: Int

    public init(group: String, label: String, after: Int) {
        self.group = group
        self.label = label
        self.after = after
    }
}

/// A question with its answer, the heading of a group, or a note.
public struct Question: Sendable, Equatable {
    /// Under which it is answered.
    public let key: String
    /// `group`, `repeat`, `select_one`, `select_multiple`, `integer`, `decimal`, `text`, `date` or
    /// `note`.
    public let kind: String
    public let label: String
    /// What helps to answer; may be empty.
    public var hint = ""
    /// As it would be typed; empty when there is none.
    public var answer = ""
    public var choices: [Option] = []
    public var required = false
    public var wrong: Wrong?
    /// Which time of its group this is, from 1; none outside of groups that repeat.
    public var repetition: Int?

    /// By what the time of its group is known: so begin the keys of all its questions.
    public var time: String? {
        let head = key.prefix { $0 != "/" }
        return head.contains("#") ? head + "/" : nil
    }

    public init(key: String, kind: String, label: String) {
        self.key = key
        self.kind = kind
        self.label = label
    }
}

/// One thing that can be chosen.
public struct Option: Sendable, Equatable {
    public let name: String
    public let label: String
    public var chosen: Bool

    public init(name: String, label: String, chosen: Bool = false) {
        self.name = name
        self.label = label
        self.chosen = chosen
    }
}

/// What is wrong with an answer; it never keeps anybody from going on.
public enum Wrong: Sendable, Equatable {
    /// It must be answered; the words are the form's own.
    case required(words: String?)
    /// It breaks the form's rule.
    case constraint(words: String?, rule: String)
    /// It cannot be an answer.
    case unfit(allowed: String)
}

/// Something in a note that should not be there: what it looks like (`identity`, `phone`, `email` or
/// `address`), and the words.
public struct Warning: Sendable, Equatable {
    public let kind: String
    public let words: String

    public init(kind: String, words: String) {
        self.kind = kind
        self.words = words
    }
}
