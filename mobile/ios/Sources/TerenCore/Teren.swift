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

    /// How the work stands: the present value at once, then each change, until nobody listens.
    func standing() async -> AsyncStream<Standing>

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

    /// What the session's campaign asks now, in a language or else in the form's own.
    func questions(_ id: String, language: String) async throws(Trouble) -> [Question]

    /// Answers a question, choices named with spaces between; nothing takes the answer back.
    @discardableResult
    func answer(_ id: String, _ key: String, _ said: String?) async throws(Trouble) -> Session

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

    /// Once what was called before is done. Nothing can be asked after it.
    func close() async
}

extension Teren {
    @discardableResult
    public func sync() async throws(Trouble) -> Report {
        try await sync { _ in }
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

    /// Who has joined here: a name and a number each, and nothing else of theirs.
    func members() async throws(Trouble) -> [MemberHere]

    /// Joins by an invite's link. `label` is how the member is found on this phone.
    func join(_ invite: String, label: String) async throws(Trouble) -> any Teren

    /// Opens the work of a member who has joined here.
    func open(_ label: String) async throws(Trouble) -> any Teren
}
