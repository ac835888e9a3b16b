import Foundation

/// How far another phone's codes were read.
public struct CodesProgress: Sendable, Equatable {
    public let have: Int
    /// How many there are; none before the first was read.
    public let of: Int
    /// The numbers of those that are missing, from 1, ascending.
    public let missing: [Int]

    public init(have: Int, of: Int, missing: [Int]) {
        self.have = have
        self.of = of
        self.missing = missing
    }

    public static let nothing = CodesProgress(have: 0, of: 0, missing: [])
}

/// What was read of another phone's codes.
public struct CodesRead: Sendable, Equatable {
    /// To go on with on another day; as sealed as the codes are.
    public let kept: String
    public let progress: CodesProgress
    /// The hand-over, once all of it is here.
    public let file: Data?

    public init(kept: String, progress: CodesProgress, file: Data?) {
        self.kept = kept
        self.progress = progress
        self.file = file
    }
}
