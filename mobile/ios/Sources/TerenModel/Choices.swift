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
    /// By the names under which members are found here, as far as somebody has asked.
    private var locks: [String: LockAfter] = [:]

    public var shade: Shade { didSet { kept["shade"] = shade.rawValue } }
    public var remindBefore: RemindBefore {
        didSet { kept["remind-before"] = "\(remindBefore.rawValue)" }
    }

    public init(_ kept: any Kept) {
        self.kept = kept
        shade = kept["shade"].flatMap(Shade.init) ?? .system
        remindBefore = kept["remind-before"].flatMap(Int.init).flatMap(RemindBefore.init) ?? .anHour
    }

    /// When the PIN of this member is asked again: each has their own, on a phone that they share.
    public func lockAfter(_ label: String) -> LockAfter {
        if let chosen = locks[label] { return chosen }
        let chosen = kept[Self.lock(label)].flatMap(Int.init).flatMap(LockAfter.init)
        return chosen ?? .aMinute
    }

    public func lock(_ label: String, after: LockAfter) {
        kept[Self.lock(label)] = "\(after.rawValue)"
        locks[label] = after
    }

    /// The member's work is gone from here: nothing is remembered of it.
    func forget(_ label: String) {
        locks[label] = nil
        for name in [Self.lock(label), ForMeModel.seen(label), ReadCodesModel.read(label)] {
            kept[name] = nil
        }
    }

    private static func lock(_ label: String) -> String { "lock-after \(label)" }
}
