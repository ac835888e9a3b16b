import Foundation

/// One member's work on this phone, in the words of the screens.
///
/// Guarantees, held by every implementation (`TerenContract` asks each):
/// - What returned is on the disk. What threw changed nothing.
/// - Reading never waits for a network. Lists come a page at a time.
/// - Edits are made in the order in which they were called by somebody who waits for each.
/// - Nothing here blocks the thread that calls.
///
/// Whoever opened it closes it: nobody else can open it before.
public protocol Teren: AnyObject, Sendable {
    var me: Me { get }

    /// How the member is found on this phone.
    var label: String { get }

    /// The PIN before it.
    var lock: any Lock { get }

    /// Whether all of this is as if: see `practise`.
    var isPractice: Bool { get }

    /// How the work stands: the present value at once, then each change, until nobody listens.
    func standing() async -> AsyncStream<Standing>

    /// How much lies in the member's store.
    func stored() async throws(Trouble) -> Stored

    /// One page of the sessions on this phone, the newest first.
    func sessions(_ query: Query) async throws(Trouble) -> Page

    func session(_ id: String) async throws(Trouble) -> Session

    /// Begins a session; its kind at least is said. Returns its id.
    func begin(_ edits: [Edit]) async throws(Trouble) -> String

    /// Edits a session, all or nothing.
    @discardableResult
    func edit(_ id: String, _ edits: [Edit]) async throws(Trouble) -> Session

    /// Counts up or down, e.g. one more in `reached.f.14-17`.
    @discardableResult
    func count(_ id: String, _ cell: String, by: Int) async throws(Trouble) -> Session

    /// Says that the own count of a table is the whole, or a part that adds to the others'.
    @discardableResult
    func sayWhole(_ id: String, table: String, _ whole: Bool) async throws(Trouble) -> Session

    /// Notes typed against the text that was `shown`: words that came in meanwhile stay.
    @discardableResult
    func writeNotes(_ id: String, shown: String, wanted: String) async throws(Trouble) -> Session

    @discardableResult
    func finish(_ id: String) async throws(Trouble) -> Session

    /// Hides a session, with a reason. Nothing is deleted.
    @discardableResult
    func withdraw(_ id: String, why: String) async throws(Trouble) -> Session

    @discardableResult
    func showAgain(_ id: String) async throws(Trouble) -> Session

    /// What somebody else recorded that looks like the same event as this session.
    func likeness(_ id: String) async throws(Trouble) -> [Session]

    /// Says that a session is the same event as one that is kept and counted.
    @discardableResult
    func markDuplicate(_ id: String, of kept: String) async throws(Trouble) -> Session

    @discardableResult
    func unmarkDuplicate(_ id: String) async throws(Trouble) -> Session

    /// Settles what was said differently by one of the sayings, counted from 0.
    @discardableResult
    func settle(_ id: String, field: String, saying: Int) async throws(Trouble) -> Session

    /// Everybody who wrote a session, the latest first.
    func editors(_ id: String) async throws(Trouble) -> [Editor]

    func campaigns() async throws(Trouble) -> [Campaign]

    func materials() async throws(Trouble) -> [Named]

    /// The members of the own organisation that this phone knows, the own one among them.
    func colleagues() async throws(Trouble) -> [Named]

    /// Venues in whose name or locality each of the words begins a word.
    func venues(_ text: String, limit: Int) async throws(Trouble) -> [Venue]

    /// The place of a venue that the register lacks.
    func proposeVenue(_ place: Place) async throws(Trouble) -> Place

    /// What the session's campaign asks now, in a language or else in the form's own. `begun` are
    /// times of groups that are shown before anything is answered there, as `askAgain` named them.
    func questions(
        _ id: String, language: String, begun: Set<String>
    ) async throws(Trouble) -> Asked

    /// The name of one more time of a group; it is there once one of its questions is answered.
    func askAgain(_ id: String, group: String) async throws(Trouble) -> String

    /// Takes back everything that was answered at one time of a group.
    @discardableResult
    func unask(_ id: String, time: String) async throws(Trouble) -> Session

    /// Answers a question, choices named with spaces between; nothing takes the answer back.
    @discardableResult
    func answer(_ id: String, _ key: String, _ said: String?) async throws(Trouble) -> Session

    /// Attaches a picture, a JPEG or PNG file, to a session: turned upright, scaled down and
    /// without anything that a camera wrote into it. It goes out after the figures.
    func attach(_ id: String, _ picture: Data) async throws(Trouble)

    /// Takes a photo out of a session, here and for everybody.
    func detach(_ id: String, photo: String) async throws(Trouble)

    /// The photos of a session, wherever they are.
    func photos(_ id: String) async throws(Trouble) -> [Photo]

    /// The file of a photo, a JPEG: at once when it is on this phone, else from the server.
    func photo(_ id: String, _ photo: String) async throws(Trouble) -> Data

    /// What the server would not take, and other matters; the oldest first.
    func matters() async throws(Trouble) -> [Matter]

    func dismiss(_ number: Int64) async throws(Trouble)

    /// A file with these sessions for a colleague's phone; its name is to end in `.teren`.
    func handOver(_ ids: [String]) async throws(Trouble) -> Data

    /// The same with all that the server does not have yet, and what is carried for others.
    func handOverUnsent() async throws(Trouble) -> Data

    /// Takes in what another phone handed over. Taken twice, it is there once.
    func take(_ file: Data) async throws(Trouble) -> [Taken]

    /// Sends what is unsent and fetches what is new. Cancelling the task stops it, as `busy`; what
    /// the server took before stays taken. `told` is called on a thread of the library's.
    @discardableResult
    func sync(_ told: @escaping @Sendable (Headway) -> Void) async throws(Trouble) -> Report

    /// Work as if, beside this one: everything can be done in it, nothing of it is on the disk,
    /// leaves the phone or counts, and all of it is gone once it is closed. What would leave the
    /// phone throws `practice`.
    func practise() async throws(Trouble) -> any Teren

    /// Takes this member's work off the phone, for somebody else to use it: `syncFirst` while
    /// anything of it is nowhere else. Nothing is left to be done in it but to close it.
    func leave() async throws(Trouble)

    /// Once what was called before is done. Nothing can be asked after it.
    func close() async
}

extension Teren {
    @discardableResult
    public func sync() async throws(Trouble) -> Report {
        try await sync { _ in }
    }

    public func questions(_ id: String, language: String) async throws(Trouble) -> Asked {
        try await questions(id, language: language, begun: [])
    }
}

/// A phone that several members may share.
public protocol Phone: AnyObject, Sendable {
    /// The codes that screens offer.
    var vocabulary: Vocabulary { get }

    /// The version of the library.
    var version: String { get }

    /// What should not be in a note as it stands in an editor.
    func warnings(_ note: String) -> [Warning]

    /// A hand-over's file as the words of codes, which are shown one after another, again and
    /// again. `handOver` when it is too much for codes.
    func codes(of file: Data) async throws(Trouble) -> [String]

    /// Goes on with what was `kept` of another phone's codes, and takes the words of one more. One
    /// that is no part of the same hand-over is `handOver` and changes nothing.
    func readCodes(_ kept: String, _ code: String?) async throws(Trouble) -> CodesRead

    /// Who has joined here: a name and a number each, and nothing else of theirs.
    func members() async throws(Trouble) -> [MemberHere]

    /// Moves the work of a member aside that cannot be read any more, so that they can join again
    /// under the same name. Nothing is deleted.
    func setAside(_ label: String) async throws(Trouble)

    /// The work of a member is gone from here: its keys go too.
    func forget(_ label: String) async throws(Trouble)

    /// Joins by an invite's link. `label` is how the member is found on this phone.
    func join(_ invite: String, label: String) async throws(Trouble) -> any Teren

    /// What the work of a member asks for. Nothing of the work is read for it.
    func lock(_ label: String) async throws(Trouble) -> LockState

    /// Whether a finger or a face could open work here.
    var knowsBiometrics: Bool { get }

    /// Opens the work of a member who has joined here and has no PIN: `locked` else.
    func open(_ label: String) async throws(Trouble) -> any Teren

    /// Opens by the PIN. A wrong one is `wrongPin`, and after some of them one waits.
    func unlock(_ label: String, pin: String) async throws(Trouble) -> any Teren

    /// Opens by a finger or a face; none when it was not shown, or is not known any more.
    func unlockByBiometrics(_ label: String) async throws(Trouble) -> (any Teren)?

    /// Opens by an administrator's one-time code for this phone, and sets a new PIN.
    func unlockByCode(
        _ label: String, code: String, pin: String
    ) async throws(Trouble) -> any Teren
}
