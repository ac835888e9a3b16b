/// Where in the app somebody is.
public enum Screen: Hashable, Codable, Sendable {
    case join
    case members
    /// The PIN of a member, found as this, before the work opens.
    case unlock(String)
    /// The way in by an administrator's code.
    case forgottenPin(String)
    case today
    /// Recording a session; a new one when it has no id yet.
    case record(String?)
    case sessions
    case session(String)
    case forMe
    case sync
    case together
    /// A session, or all that is unsent, as codes for another phone.
    case showCodes(String?)
    case readCodes
    case more
    case helpline
    case about
    case settings
    /// Setting, changing and removing the own PIN.
    case pin
    /// Whether to set a PIN, right after joining.
    case firstPin
    /// Taking the own work off the phone.
    case leave

    /// Whether a session is recorded there.
    var records: Bool {
        if case .record = self { true } else { false }
    }

    /// The screens that the bar below leads to.
    public static let tabs: [Screen] = [.today, .sessions, .forMe, .more]
}
