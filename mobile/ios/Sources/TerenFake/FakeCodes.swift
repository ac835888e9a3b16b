import Foundation
import TerenCore

/// Codes as `CODE/file/number/of/part`; the real ones carry more of a file, and sums of it.
enum FakeCodes {
    static func of(_ file: Data) -> [String] {
        let parts = file.map { String($0) }
        return parts.enumerated().map { at, part in
            "CODE/\(file.hashValue)/\(at + 1)/\(parts.count)/\(part)"
        }
    }

    /// What was kept are codes as well, a line each.
    static func read(_ kept: String, _ code: String?) throws(Trouble) -> CodesRead {
        var parts: [Int: UInt8] = [:]
        var (codes, file, of) = (kept.split(separator: "\n").map(String.init), "", 0)
        if let code, !codes.contains(code) { codes.append(code) }
        for code in codes {
            let words = code.split(separator: "/").map(String.init)
            guard words.count == 5, words[0] == "CODE", let number = Int(words[2]),
                let all = Int(words[3]), let part = UInt8(words[4])
            else { throw .handOver(code: "unknown", "this code is no part of a hand-over") }
            guard file.isEmpty || file == words[1] else {
                throw .handOver(code: "other_codes", "this code is of another hand-over")
            }
            (file, of, parts[number]) = (words[1], all, part)
        }
        let missing = of == 0 ? [] : (1...of).filter { parts[$0] == nil }
        let bytes = parts.sorted { $0.key < $1.key }.map(\.value)
        return CodesRead(
            kept: codes.joined(separator: "\n"),
            progress: CodesProgress(have: parts.count, of: of, missing: missing),
            file: of > 0 && missing.isEmpty ? Data(bytes) : nil)
    }
}
