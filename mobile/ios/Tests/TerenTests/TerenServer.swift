import Foundation
import XCTest

/// A real `teren` in a folder of its own. It can be killed and started again at the same address,
/// as a server is that lost its power.
final class TerenServer {
    private let folder: URL
    private let program: URL
    private var listen = "127.0.0.1:0"
    private var process: Process?

    init(_ folder: URL) throws {
        self.folder = folder
        let path = try XCTUnwrap(
            ProcessInfo.processInfo.environment["TEREN_PROGRAM"],
            "TEREN_PROGRAM names no `teren`: run mobile/test-swift")
        program = URL(fileURLWithPath: path)
        _ = try run([
            "init", "--data", data, "--organisation", "Prevention Agency", "--country", "RO",
            "--unit", "suceava:Suceava",
        ])
        try start()
    }

    deinit {
        kill()
    }

    /// Starts it; returns once it accepts.
    func start() throws {
        let ready = folder.appendingPathComponent("ready")
        try? FileManager.default.removeItem(at: ready)
        let started = Process()
        started.executableURL = program
        started.arguments = [
            "serve", "--data", data, "--listen", listen, "--ready-file", ready.path,
        ]
        let log = folder.appendingPathComponent("server.log")
        try Data().write(to: log)
        started.standardError = try FileHandle(forWritingTo: log)
        started.standardOutput = FileHandle.nullDevice
        try started.run()
        process = started
        while true {
            let said = (try? String(contentsOf: ready, encoding: .utf8)) ?? ""
            if said.hasSuffix("\n") {
                listen = said.trimmingCharacters(in: .whitespacesAndNewlines)
                return
            }
            guard started.isRunning else {
                let words = try String(contentsOf: log, encoding: .utf8)
                throw Failed(description: "the server ended: \(words)")
            }
            Thread.sleep(forTimeInterval: 0.02)
        }
    }

    /// Takes its power away.
    func kill() {
        guard let process else { return }
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        self.process = nil
    }

    /// A one-time invite for a member, as a link.
    func invite(_ member: String, role: String = "volunteer") throws -> String {
        struct Invite: Decodable {
            let url: String
        }
        let json = try run([
            "invite", "--data", data, "--member", member, "--role", role, "--unit", "suceava",
            "--public-url", "https://\(listen)", "--allow-local", "--json",
        ])
        return try JSONDecoder().decode(Invite.self, from: json).url
    }

    /// An administrator's one-time code for the phone of a member.
    func unlockCode(_ member: String) throws -> String {
        struct Unlock: Decodable {
            let code: String
        }
        let json = try run(["member", "unlock", "--data", data, "--member", member, "--json"])
        return try JSONDecoder().decode(Unlock.self, from: json).code
    }

    /// Closes the only phone that there is.
    func closePhone() throws { try phone("close") }

    /// Has the only phone that there is wiped at its next contact.
    func wipePhone() throws { try phone("wipe") }

    /// It is there, and does not answer, until it `goesOn` again.
    func hangs(_ hangs: Bool) throws {
        let process = try XCTUnwrap(process)
        Foundation.kill(process.processIdentifier, hangs ? SIGSTOP : SIGCONT)
    }

    private func phone(_ asked: String) throws {
        struct Phone: Decodable {
            let device: String
        }
        let json = try run(["device", "list", "--data", data, "--json"])
        let phones = try JSONDecoder().decode([Phone].self, from: json)
        _ = try run(["device", asked, "--data", data, phones[0].device])
    }

    /// Of how many sessions something waits for a coordinator.
    func waiting() throws -> Int {
        let json = try run(["quarantine", "list", "--data", data, "--json"])
        let rows = try JSONSerialization.jsonObject(with: json) as? [Any]
        return try XCTUnwrap(rows).count
    }

    /// Makes a campaign that asks the form for schools of `tests/fixtures`; its id.
    func askSchools() throws -> String {
        _ = try run(["campaign", "add", "spring", "--title", "Spring", "--data", data])
        let form = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Generated/fixtures/school.xlsx").standardized.path
        _ = try run(["questions", "import", form, "--campaign", "spring", "--data", data])
        return "spring"
    }

    private var data: String { folder.appendingPathComponent("data").path }

    private func run(_ arguments: [String]) throws -> Data {
        let child = Process()
        child.executableURL = program
        child.arguments = arguments
        let (output, errors) = (Pipe(), folder.appendingPathComponent("errors"))
        try Data().write(to: errors)
        child.standardOutput = output
        child.standardError = try FileHandle(forWritingTo: errors)
        try child.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        child.waitUntilExit()
        guard child.terminationStatus == 0 else {
            let words = try String(contentsOf: errors, encoding: .utf8)
            throw Failed(description: "teren \(arguments[0]): \(words)")
        }
        return said
    }
}

struct Failed: Error, CustomStringConvertible {
    let description: String
}
