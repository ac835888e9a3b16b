import Foundation
import TerenCore

/// What a server holds, for previews and tests of screens: no network, no disk, no waiting.
@MainActor
public final class FakeOffice {
    public let organisation = "Prevention Agency"
    public let unit = "suceava"
    /// Whether there is a line.
    public var online = true
    public var campaigns: [Campaign] = []
    public var materials: [Named] = []
    public var venues: [Venue] = []
    /// What every campaign asks.
    public var questions: [Question] = []
    public private(set) var members: [Me] = []
    var papers: [String: Paper] = [:]
    /// The photos that were sent.
    var photos: [String: Data] = [:]
    private var invites: [String: Me] = [:]
    private var invited = 0
    private var unlocks: [String: Me] = [:]
    private var unlocked = 0

    public init() {}

    /// A one-time invite for a member, as a link.
    @discardableResult
    public func invite(_ name: String, role: String = "volunteer") -> String {
        let known = members.first { $0.name == name }
        let me = known ?? Me(
            id: "m-\(name.lowercased())", name: name, role: role, unit: unit,
            organisation: organisation)
        if known == nil { members.append(me) }
        invited += 1
        let link = "https://teren.example.org/join#code=\(invited)"
        invites[link] = me
        return link
    }

    func accept(_ invite: String) throws(Trouble) -> Me {
        guard invite.hasPrefix("https://") else {
            throw .invalid([Problem(field: "invite", found: invite, allowed: "a link")])
        }
        try checkLine()
        guard let me = invites.removeValue(forKey: invite) else {
            throw .refused(code: "invite", "it was used already")
        }
        return me
    }

    /// An administrator's one-time code for the phone of a member who forgot the PIN.
    public func unlockCode(_ name: String) -> String {
        unlocked += 1
        let code = "\(unlock)\(unlocked)"
        unlocks[code] = members.first { $0.name == name }
        return code
    }

    /// Uses up a code that is this member's.
    func acceptUnlock(_ code: String, of me: Me) throws(Trouble) {
        guard unlocks[code] == me else {
            throw .wrongCode("it is mistyped, not for this phone, or used up")
        }
        unlocks[code] = nil
    }

    func checkLine() throws(Trouble) {
        guard online else { throw .offline("there is no line") }
    }
}

private let unlock = "teren-unlock:"
