import Foundation
import TerenCore
import TerenFake

/// An organisation with phones, whatever stands behind it.
@MainActor
protocol World {
    /// The phone of this name, as it is after its app was started anew.
    func phone(_ name: String) throws -> any Phone

    func invite(_ member: String, role: String) throws -> String

    /// An administrator's one-time code for the phone of a member who forgot the PIN.
    func unlockCode(_ member: String) throws -> String

    /// A campaign that asks of each `class` how many `pupils` there were; its id.
    func asks() throws -> String

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
    /// What the key store of each phone holds: it outlives the app.
    private var keys: [String: FakeKeys] = [:]

    init() throws {
        let name = "teren-\(UUID().uuidString)"
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(name)
        let home = folder.appendingPathComponent("server")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        server = try TerenServer(home)
    }

    /// What the key store of a phone holds.
    func keys(of name: String) -> FakeKeys { keys[name] ?? FakeKeys() }

    func phone(_ name: String) throws -> any Phone {
        let home = folder.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        if keys[name] == nil { keys[name] = FakeKeys(finger: FakeFinger()) }
        return BridgedPhone(folder: home, app: "teren-swift-test 0.1.0", keys: keys[name]!)
    }

    func invite(_ member: String, role: String) throws -> String {
        try server.invite(member, role: role)
    }

    func unlockCode(_ member: String) throws -> String {
        try server.unlockCode(member)
    }

    func asks() throws -> String {
        try server.askSchools()
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
        let phone = FakePhone(office, knowsBiometrics: true)
        phones[name] = phone
        return phone
    }

    func invite(_ member: String, role: String) throws -> String {
        office.invite(member, role: role)
    }

    func unlockCode(_ member: String) throws -> String {
        office.unlockCode(member)
    }

    func asks() -> String {
        office.campaigns.append(Campaign(id: "spring", title: "Spring", lastDay: nil))
        office.questions.append(Question(key: "class", kind: "repeat", label: "Class"))
        office.questions.append(
            Question(key: "class/pupils", kind: "integer", label: "Pupils"))
        return "spring"
    }

    func line(_ isThere: Bool) throws {
        office.online = isThere
    }
}
