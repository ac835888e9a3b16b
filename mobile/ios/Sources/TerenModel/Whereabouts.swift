import Foundation

/// Where somebody was, for the system to keep while the app is not running: whose work, and the
/// screens that were open. It holds ids and nothing of the work.
public struct Whereabouts: Codable, Sendable, Equatable {
    public let label: String
    public let way: [Screen]
    /// At which step, where a session is being recorded.
    public let step: Step?

    init(label: String, way: [Screen], step: Step? = nil) {
        self.label = label
        self.way = way
        self.step = step
    }

    public var words: String {
        (try? JSONEncoder().encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// None when the words are another app's.
    public init?(_ words: String) {
        guard let was = try? JSONDecoder().decode(Self.self, from: Data(words.utf8)) else {
            return nil
        }
        self = was
    }
}
