import Foundation
import TerenCore

/// A phone in memory: what is on its "disk" outlives a `FakeTeren` that was closed.
@MainActor
public final class FakePhone: Phone {
    public nonisolated let version = "0.0.0"
    public nonisolated let vocabulary = Vocabulary.fake
    /// Whether somebody's finger is known to the phone.
    public nonisolated let knowsBiometrics: Bool
    /// Whether the right finger is shown when the phone asks for it.
    public var showsFinger = true
    /// What comes of opening work, or of asking for a lock, as long as it does.
    public var openFails: Trouble?
    public var lockFails: Trouble?
    /// What comes of asking who has joined.
    public var listFails: Trouble?
    /// Of whom the keys are forgotten.
    public private(set) var forgotten: [String] = []
    /// More codes than these are too many.
    public var codesMax = 64
    private let office: FakeOffice
    private let now: () -> Date
    private var disks: [(label: String, disk: FakeDisk)] = []

    public init(
        _ office: FakeOffice, knowsBiometrics: Bool = false,
        now: @escaping () -> Date = Date.init
    ) {
        self.office = office
        self.knowsBiometrics = knowsBiometrics
        self.now = now
    }

    public nonisolated func warnings(_ note: String) -> [Warning] {
        note.matches(of: /[0-9]{6,}/).map { Warning(kind: "phone", words: String($0.output)) }
    }

    public func codes(of file: Data) async throws(Trouble) -> [String] {
        let codes = FakeCodes.of(file)
        guard codes.count <= codesMax else { throw .handOver(code: "too_large", "this is too much for codes") }
        return codes
    }

    public func readCodes(
        _ kept: String, _ code: String?
    ) async throws(Trouble) -> CodesRead {
        try FakeCodes.read(kept, code)
    }

    public func members() async throws(Trouble) -> [MemberHere] {
        if let trouble = listFails { throw trouble }
        return disks.map(here)
    }

    public func setAside(_ label: String) async throws(Trouble) {
        disks.removeAll { $0.label == label }
        openFails = nil
    }

    public func forget(_ label: String) async throws(Trouble) {
        forgotten.append(label)
    }

    public func join(_ invite: String, label: String) async throws(Trouble) -> any Teren {
        try joined(invite, label: label)
    }

    /// Joins, and shows that it is a fake.
    @discardableResult
    public func joined(_ invite: String, label: String) throws(Trouble) -> FakeTeren {
        let plain = "abcdefghijklmnopqrstuvwxyz0123456789._-"
        guard (1...64).contains(label.count), label.allSatisfy(plain.contains) else {
            throw .membership("`\(label)` cannot name a member here")
        }
        guard !disks.contains(where: { $0.label == label }) else {
            throw .membership("somebody has joined as `\(label)` already")
        }
        let disk = FakeDisk(try office.accept(invite), FakeDoor(now))
        disks.append((label, disk))
        return opened(label, disk)
    }

    public func lock(_ label: String) async throws(Trouble) -> LockState {
        if let trouble = lockFails { throw trouble }
        return try disk(label).door.state
    }

    public func open(_ label: String) async throws(Trouble) -> any Teren {
        if let trouble = openFails { throw trouble }
        let disk = try disk(label)
        try disk.door.checkOpen()
        return opened(label, disk)
    }

    public func unlock(_ label: String, pin: String) async throws(Trouble) -> any Teren {
        let disk = try disk(label)
        try disk.door.tryPin(pin)
        if let trouble = openFails { throw trouble }
        return opened(label, disk)
    }

    public func unlockByBiometrics(_ label: String) async throws(Trouble) -> (any Teren)? {
        let disk = try disk(label)
        return disk.door.state.biometrics && showsFinger ? opened(label, disk) : nil
    }

    public func unlockByCode(
        _ label: String, code: String, pin: String
    ) async throws(Trouble) -> any Teren {
        let disk = try disk(label)
        try disk.door.check(pin)
        try office.acceptUnlock(code, of: disk.me)
        try disk.door.set(pin)
        return opened(label, disk)
    }

    private func disk(_ label: String) throws(Trouble) -> FakeDisk {
        guard let (_, disk) = disks.first(where: { $0.label == label }) else {
            throw .membership("nobody has joined as `\(label)`")
        }
        return disk
    }

    private func opened(_ label: String, _ disk: FakeDisk) -> FakeTeren {
        FakeTeren(office, disk, label, isPractice: false) { [unowned self] in
            disks.removeAll { $0.label == label }
        } others: { [unowned self] in
            disks.filter { $0.label != label }.map(here)
        }
    }

    private func here(_ label: String, _ disk: FakeDisk) -> MemberHere {
        let photos = disk.unsentPhotos(office)
        return MemberHere(
            label: label, unsent: disk.unsent.count, unsentPhotos: photos.count)
    }
}

extension Vocabulary {
    fileprivate static let fake: Vocabulary = {
        var vocabulary = Vocabulary()
        vocabulary.kinds = [
            "school", "public_event", "direct_meeting", "professional_training",
            "volunteer_training", "exchange_workshop", "support_course", "media",
            "online_campaign", "coordination_meeting",
        ]
        vocabulary.statuses = ["planned", "running", "done", "cancelled"]
        vocabulary.sexes = ["f", "m", "o", "u"]
        vocabulary.ageBands = [
            "0-5", "6-9", "10-13", "14-17", "18-24", "25-34", "35-49", "50-59", "60+", "unknown",
        ]
        vocabulary.groups = [
            "pupils", "students", "parents", "teachers", "professionals", "employers",
            "decision_makers", "volunteers", "leaving_to_work_abroad", "at_risk",
            "with_disabilities", "demand", "general_public",
        ]
        vocabulary.tallies = ["helpline_cards", "questions", "referrals"]
        vocabulary.topics = [
            "sexual_exploitation", "forced_labour", "begging", "forced_criminality",
            "domestic_servitude", "forced_marriage", "organ_removal", "work_abroad",
            "recruitment_agencies", "online_recruitment", "documents", "rights_and_helplines",
            "demand_reduction",
        ]
        vocabulary.teamRoles = ["lead", "helper", "observer"]
        return vocabulary
    }()
}
