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

    private func project() throws -> String {
        let file = package.appendingPathComponent("project.yml")
        return try String(contentsOf: file, encoding: .utf8)
    }

    func testWhatRunsBehindTheGlassIsAllowedRegisteredAndAskedFor() throws {
        let project = try project()
        let permitted = try XCTUnwrap(
            project.firstMatch(of: /BGTaskSchedulerPermittedIdentifiers: \[(.*)\]/))
        let allowed = Set(permitted.1.split(separator: ",").map {
            $0.trimmingCharacters(in: .whitespaces)
        })
        let code = try XCTUnwrap(
            try sources("App").first { $0.name.hasSuffix("/BackgroundSync.swift") }).text
        let named = code.matches(of: /static let ([a-z]+) = "([a-z.]+)"/)
        XCTAssertEqual(Set(named.map { String($0.2) }), allowed)
        let registered = try XCTUnwrap(code.firstMatch(of: /for name in \[([a-z, ]+)\] \{/))
        let names = Set(registered.1.split(separator: ",").map {
            $0.trimmingCharacters(in: .whitespaces)
        })
        XCTAssertEqual(Set(named.map { String($0.1) }), names)
        XCTAssertTrue(code.contains("register(forTaskWithIdentifier: name"))
        // The system takes no request of a kind whose mode the app does not name.
        for (request, mode) in [
            ("BGAppRefreshTaskRequest", "fetch"), ("BGProcessingTaskRequest", "processing"),
        ] {
            let asked = named.contains { code.contains("\(request)(identifier: \($0.1))") }
            XCTAssertTrue(asked, request)
            let modes = try XCTUnwrap(project.firstMatch(of: /UIBackgroundModes: \[(.*)\]/))
            XCTAssertTrue(modes.1.contains(mode), mode)
        }
        XCTAssertTrue(code.contains("BGTaskScheduler.shared.submit("))
        let app = try XCTUnwrap(
            try sources("App").first { $0.name.hasSuffix("/TerenApp.swift") }).text
        XCTAssertTrue(app.contains("BackgroundSync.register()"), "before the app has started")
        XCTAssertTrue(app.contains("if phase == .background { BackgroundSync.ask() }"))
        XCTAssertFalse(app.contains("applicationDidEnterBackground"), "nobody calls it")
    }

    func testWhatAsksTheMemberSaysWhyInEveryLanguage() throws {
        let usages = [
            "import LocalAuthentication": "NSFaceIDUsageDescription",
            "import CoreLocation": "NSLocationWhenInUseUsageDescription",
            "import VisionKit": "NSCameraUsageDescription",
            "UIImagePickerController": "NSCameraUsageDescription",
        ]
        let project = try project()
        let file = package.appendingPathComponent("Generated/texts/ios/InfoPlist.xcstrings")
        let said = try String(contentsOf: file, encoding: .utf8)
        let code = try sources("App").map(\.text).joined()
        for (use, key) in usages {
            XCTAssertTrue(code.contains(use), "\(use): nothing asks for it any more")
            XCTAssertTrue(project.contains("\(key): "), key)
            XCTAssertTrue(said.contains("\"\(key)\""), key)
        }
        let asking = Set(project.matches(of: /NS[A-Za-z]+UsageDescription/).map { String($0.0) })
        XCTAssertEqual(asking, Set(usages.values), "nothing is asked for that is not used")
    }
}
