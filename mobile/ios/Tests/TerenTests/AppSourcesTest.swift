import Foundation
import XCTest

/// What can be held of screens that cannot be built here: they say no words of their own, ask for
/// none that are missing, and see nothing of the bindings.
final class AppSourcesTest: XCTestCase {
    private let package = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private func sources(_ folder: String) throws -> [(name: String, text: String)] {
        let all = FileManager.default.enumerator(
            at: package.appendingPathComponent(folder), includingPropertiesForKeys: nil)
        let files = try XCTUnwrap(all).compactMap { $0 as? URL }
            .filter { $0.pathExtension == "swift" }
        XCTAssertFalse(files.isEmpty, "nothing in \(folder)")
        return try files.map { ($0.path, try String(contentsOf: $0, encoding: .utf8)) }
    }

    private func keys() throws -> Set<String> {
        struct Catalogue: Decodable {
            struct Entry: Decodable {
                let localizations: [String: Localization]
            }
            struct Localization: Decodable {}
            let strings: [String: Entry]
        }
        let file = package.appendingPathComponent("Generated/texts/ios/Localizable.xcstrings")
        let catalogue = try JSONDecoder().decode(Catalogue.self, from: Data(contentsOf: file))
        for (key, entry) in catalogue.strings {
            XCTAssertEqual(Set(entry.localizations.keys), ["en", "ro", "uk", "bg"], key)
        }
        return Set(catalogue.strings.keys)
    }

    func testEveryTextThatAScreenNamesIsThereInFourLanguages() throws {
        let known = try keys()
        let heads = Set(known.compactMap { $0.split(separator: "-").first })
        var named: Set<String> = []
        for (file, text) in try sources("App") {
            for match in text.matches(of: /"([a-z]+(?:-[a-z]+)+)"/) {
                let key = String(match.1)
                // Names of pictures and of files have other heads.
                guard heads.contains(key.prefix { $0 != "-" }) else { continue }
                XCTAssertTrue(known.contains(key), "\(file): \(key)")
                named.insert(key)
            }
        }
        XCTAssertGreaterThan(named.count, 90, "the search found too little")
    }

    func testScreensSayNoWordsOfTheirOwn() throws {
        for (file, text) in try sources("App") {
            for match in text.matches(of: /(?:Text|Heading|Quiet|SideButton|MainButton)\("([^"\\]*)/) {
                XCTAssertEqual(String(match.1), "", file)
            }
        }
    }

    func testOneModuleSeesTheBindings() throws {
        let seeing = try sources("Sources").filter { $0.text.contains("import TerenBindings") }
        XCTAssertFalse(seeing.isEmpty, "the walk found nothing")
        for (file, text) in seeing {
            XCTAssertTrue(file.contains("/Sources/TerenCore/Bridge/"), file)
            XCTAssertTrue(text.contains("internal import TerenBindings"), "\(file) gives them on")
        }
        for (file, text) in try sources("App") {
            XCTAssertFalse(text.contains("TerenBindings"), file)
        }
    }

    func testEveryScreenSaysThatNobodyHasBuiltIt() throws {
        for (file, text) in try sources("App") {
            let said = text.hasPrefix("// Written and parsed, never built with Apple's tools.\n")
            XCTAssertTrue(said, file)
        }
    }
}
