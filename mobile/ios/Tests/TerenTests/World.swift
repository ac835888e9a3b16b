import Foundation
import TerenCore
import TerenFake

/// An organisation with phones, whatever stands behind it.
@MainActor
protocol World {
    /// The phone of this name, as it is after its app was started anew.
    func phone(_ name: String) throws -> any Phone

    func invite(_ member: String, role: String) throws -> String

    /// Whether there is a line between phones and server.
    func line(_ isThere: Bool) throws
}

extension World {
    func invite(_ member: String) throws -> String {
        try invite(member, role: "volunteer")
    }

    func join(_ name: String) async throws -> any Teren {
        try await phone(name).join(try invite(name), label: name.lowercased())
    }
}

/// The real library against a real server.
@MainActor
final class RealWorld: World {
    let folder: URL
    let server: TerenServer

    init() throws {
        let name = "teren-\(UUID().uuidString)"
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(name)
        let home = folder.appendingPathComponent("server")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        server = try TerenServer(home)
    }

    func phone(_ name: String) throws -> any Phone {
        let home = folder.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        return BridgedPhone(folder: home, app: "teren-swift-test 0.1.0") { label in
            Data((0..<32).map { UInt8(truncatingIfNeeded: $0 * 7 + label.count) })
        }
    }

    func invite(_ member: String, role: String) throws -> String {
        try server.invite(member, role: role)
    }

    func line(_ isThere: Bool) throws {
        if isThere { try server.start() } else { server.kill() }
    }

    func end() {
        server.kill()
        try? FileManager.default.removeItem(at: folder)
    }
}

@MainActor
final class FakeWorld: World {
    let office = FakeOffice()
    private var phones: [String: FakePhone] = [:]

    func phone(_ name: String) throws -> any Phone {
        if let phone = phones[name] { return phone }
        let phone = FakePhone(office)
        phones[name] = phone
        return phone
    }

    func invite(_ member: String, role: String) throws -> String {
        office.invite(member, role: role)
    }

    func line(_ isThere: Bool) throws {
        office.online = isThere
    }
}
