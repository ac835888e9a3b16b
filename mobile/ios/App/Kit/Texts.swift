// Written and parsed, never built with Apple's tools.

import Foundation
import Observation
import SwiftUI

/// What the app says in the language that the member chose: the catalogue that `texts` writes.
@MainActor
@Observable
final class Texts {
    /// The languages that can be chosen, each by its own name.
    static let languages = [
        "en": "English", "ro": "Română", "uk": "Українська", "bg": "Български",
    ]
    private static let kept = "language"
    private static let missing = "\u{0}"

    private(set) var language: String
    private var words: Bundle

    init() {
        let asked = UserDefaults.standard.string(forKey: Self.kept)
        let first = Bundle.main.preferredLocalizations.first ?? "en"
        let language = [asked, first].compactMap { $0 }.first { Self.languages[$0] != nil } ?? "en"
        self.language = language
        words = Self.bundle(language)
    }

    func choose(_ language: String) {
        UserDefaults.standard.set(language, forKey: Self.kept)
        self.language = language
        words = Self.bundle(language)
    }

    /// The text of a key, its gaps filled in their order.
    func say(_ key: String, _ gaps: String...) -> String {
        let text = words.localizedString(forKey: key, value: nil, table: nil)
        return gaps.isEmpty ? text : String(format: text, locale: locale, arguments: gaps)
    }

    /// The form for n things, which fills the first gap.
    func count(_ key: String, _ n: Int) -> String {
        let text = words.localizedString(forKey: key, value: nil, table: nil)
        return String(format: text, locale: locale, n)
    }

    /// The word for a code of a vocabulary; a newer server's code is shown as it is.
    func word(_ vocabulary: String, _ code: String) -> String {
        known(vocabulary, code) ?? code.replacing("_", with: " ")
    }

    /// The word for a code; none when this app does not know it.
    func known(_ vocabulary: String, _ code: String) -> String? {
        let plain = code.replacing("_", with: "-").replacing(".", with: "-")
            .replacing("+", with: "-up")
        let text = words.localizedString(
            forKey: "\(vocabulary)-\(plain)", value: Self.missing, table: nil)
        return text == Self.missing ? nil : text
    }

    /// Why the server did not take something; none when a newer server says why.
    func refusal(_ code: String) -> String? {
        known("refusal", code)
    }

    func moment(_ at: Date) -> String {
        at.formatted(.dateTime.day().month().year().hour().minute().locale(locale))
    }

    /// A day `YYYY-MM-DD` as people write it.
    func day(_ day: String) -> String {
        guard let date = Self.date(of: day) else { return day }
        var shown = Date.FormatStyle(date: .abbreviated, time: .omitted, locale: locale)
        shown.timeZone = .gmt
        return date.formatted(shown)
    }

    /// Room in megabytes, e.g. `1.4`.
    func megabytes(_ bytes: Int) -> String {
        (Double(bytes) / 1_000_000)
            .formatted(.number.precision(.fractionLength(1)).locale(locale))
    }

    /// The beginning of a day `YYYY-MM-DD`, in Greenwich: there it is the same on every phone.
    static func date(of day: String) -> Date? { try? days.parse(day) }

    static func day(of date: Date) -> String { days.format(date) }

    /// The day that it is where the phone is.
    static var today: String {
        Date.ISO8601FormatStyle(timeZone: .current).year().month().day().format(Date())
    }

    private static let days = Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day()

    private var locale: Locale { Locale(identifier: language) }

    private static func bundle(_ language: String) -> Bundle {
        let path = Bundle.main.path(forResource: language, ofType: "lproj")
        return path.flatMap(Bundle.init(path:)) ?? .main
    }
}
