/// Where in the app somebody is.
public enum Screen: Hashable, Sendable {
    case join
    case members
    case today
    /// Recording a session; a new one when it has no id yet.
    case record(String?)
    case sessions
    case session(String)
    case forMe
    case sync
    case together
    case more
    case helpline
    case about

    /// The screens that the bar below leads to.
    public static let tabs: [Screen] = [.today, .sessions, .forMe, .more]
}
