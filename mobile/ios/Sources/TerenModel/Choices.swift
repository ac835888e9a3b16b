import Foundation
import Observation
import TerenCore

/// Light, dark, or as the phone is.
public enum Shade: String, CaseIterable, Sendable {
    case system, light, dark
}

/// After how many minutes away the PIN is asked again.
public enum LockAfter: Int, CaseIterable, Sendable {
    case atOnce = 0
    case aMinute = 1
    case fiveMinutes = 5
    case aQuarter = 15

    var seconds: TimeInterval { Double(rawValue * 60) }
}

/// How many minutes before a planned session there is a reminder; `never` there is none.
public enum RemindBefore: Int, CaseIterable, Sendable {
    case never = 0
    case halfAnHour = 30
    case anHour = 60
    case aDay = 1440

    var lead: TimeInterval? { self == .never ? nil : Double(rawValue * 60) }
}

/// What was chosen on this phone, by whoever uses it, and is remembered.
@MainActor
@Observable
public final class Choices {
    private let kept: any Kept

    public var shade: Shade { didSet { kept["shade"] = shade.rawValue } }
    public var lockAfter: LockAfter { didSet { kept["lock-after"] = "\(lockAfter.rawValue)" } }
    public var remindBefore: RemindBefore {
        didSet { kept["remind-before"] = "\(remindBefore.rawValue)" }
    }

    public init(_ kept: any Kept) {
        self.kept = kept
        shade = kept["shade"].flatMap(Shade.init) ?? .system
        lockAfter = kept["lock-after"].flatMap(Int.init).flatMap(LockAfter.init) ?? .aMinute
        remindBefore = kept["remind-before"].flatMap(Int.init).flatMap(RemindBefore.init) ?? .anHour
    }
}
