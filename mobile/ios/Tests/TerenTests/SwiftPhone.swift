import Foundation
import XCTest

/// A phone that runs as a program of its own, a command at a time: it can be killed, and its clock
/// can be wrong.
@MainActor
final class SwiftPhone {
    private let home: URL
    /// What it is told of its clock: see `WrongClock`.
    var clock: [String: String] = [:]

    init(_ home: URL) throws {
        self.home = home
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    }

    /// What it prints.
    @discardableResult
    func answer(_ asked: String...) throws -> String {
        let (code, said) = try run(asked)
        guard code == 0 else { throw Failed(description: "swift-phone \(asked): \(code)") }
        return said
    }

    /// Whether it could be done.
    func tried(_ asked: String...) throws -> Bool {
        let (code, _) = try run(asked)
        guard code < 2 else { throw Failed(description: "swift-phone \(asked): \(code)") }
        return code == 0
    }

    /// How many people a session has reached.
    func people(_ id: String) throws -> Int {
        struct Shown: Decodable {
            let people: Int
        }
        return try JSONDecoder().decode(Shown.self, from: Data(try answer("show", id).utf8)).people
    }

    func started(_ asked: [String], _ output: Pipe) throws -> Process {
        let phone = Process()
        // It is built beside the tests.
        phone.executableURL = URL(fileURLWithPath: ProcessInfo.processInfo.arguments[0])
            .deletingLastPathComponent().appendingPathComponent("swift-phone")
        phone.arguments = [home.path] + asked
        phone.environment = ProcessInfo.processInfo.environment.merging(clock) { $1 }
        phone.standardOutput = output
        try phone.run()
        return phone
    }

    private func run(_ asked: [String]) throws -> (code: Int32, said: String) {
        let output = Pipe()
        let phone = try started(asked, output)
        let said = output.fileHandleForReading.readDataToEndOfFile()
        phone.waitUntilExit()
        let words = String(decoding: said, as: UTF8.self).trimmingCharacters(in: .newlines)
        return (phone.terminationStatus, words)
    }
}

/// A machine whose clock is wrong, as a program sees it that is started with this environment.
struct WrongClock {
    private let library: URL

    init(_ folder: URL) throws {
        library = folder.appendingPathComponent("wrong-clock.so")
        let source = folder.appendingPathComponent("wrong-clock.c")
        try Self.source.write(to: source, atomically: true, encoding: .utf8)
        let compiling = try Process.run(
            URL(fileURLWithPath: "/usr/bin/cc"),
            arguments: ["-shared", "-fPIC", "-o", library.path, source.path, "-ldl"])
        compiling.waitUntilExit()
        guard compiling.terminationStatus == 0 else {
            throw Failed(description: "cc, which Swift links with as well")
        }
    }

    func wrong(by years: Int) -> [String: String] {
        ["LD_PRELOAD": library.path, "WRONG_BY": "\(years * 365 * 24 * 60 * 60)"]
    }

    /// Only what people call the time: what waits is measured by another clock.
    private static let source = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <stdlib.h>
        #include <time.h>

        int clock_gettime(clockid_t which, struct timespec *at) {
            static int (*real)(clockid_t, struct timespec *);
            if (!real) real = (int (*)(clockid_t, struct timespec *)) dlsym(RTLD_NEXT, "clock_gettime");
            int done = real(which, at);
            if (done == 0 && which == CLOCK_REALTIME) at->tv_sec += atol(getenv("WRONG_BY"));
            return done;
        }

        """
}
