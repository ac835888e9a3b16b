import Foundation
import TerenCore

public struct JoinState {
    public var link = ""
    public var name = ""
    public var working = false

    public var looksLikeLink: Bool { link.hasPrefix("https://") && link.contains("#") }
    public var ready: Bool { looksLikeLink && !working }
}

/// Joining by an invite's link, pasted or read from its picture.
public final class JoinModel: Model<JoinState> {
    private let phone: any Phone
    private let joined: @MainActor (any Teren) -> Void

    public init(_ phone: any Phone, joined: @escaping @MainActor (any Teren) -> Void) {
        self.phone = phone
        self.joined = joined
        super.init(JoinState())
    }

    public func link(_ text: String) {
        show { $0.link = text.trimmingCharacters(in: .whitespacesAndNewlines) }
    }

    public func name(_ text: String) {
        show { $0.name = text }
    }

    @discardableResult
    public func join() -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            show { $0.working = true }
            defer { show { $0.working = false } }
            let number = try await phone.members().count + 1
            let label = Self.label(of: state.name, number: number)
            joined(try await phone.join(state.link, label: label))
        }
    }

    /// A name as the phone's list takes it: `Ștefan Pop` is found as `stefan-pop`.
    public nonisolated static func label(of name: String, number: Int) -> String {
        var label = ""
        for letter in name.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars {
            if letter.properties.generalCategory == .nonspacingMark { continue }
            for plain in (latin[letter] ?? String(letter)) {
                if plain.isASCII, plain.isLetter || plain.isNumber || "._-".contains(plain) {
                    label.append(plain)
                } else if label.last != "-" {
                    label.append("-")
                }
            }
        }
        let short = label.trimmingCharacters(in: CharacterSet(charactersIn: "-")).prefix(labelMax)
        return short.isEmpty ? "member-\(number)" : String(short)
    }

    /// As many letters as the phone's list takes.
    private nonisolated static let labelMax = 64

    /// Ukrainian and Bulgarian letters, as passports write them; after accents were taken off.
    private nonisolated static let latin: [Unicode.Scalar: String] = [
        "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie",
        "ж": "zh", "з": "z", "и": "y", "і": "i", "к": "k", "л": "l", "м": "m", "н": "n",
        "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh",
        "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sht", "ъ": "a", "ь": "", "ю": "yu", "я": "ya",
        "ʼ": "", "'": "",
    ]
}
