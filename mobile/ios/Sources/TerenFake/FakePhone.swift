import TerenCore

/// A phone in memory: what is on its "disk" outlives a `FakeTeren` that was closed.
@MainActor
public final class FakePhone: Phone {
    public nonisolated let version = "0.0.0"
    public nonisolated let vocabulary = Vocabulary.fake
    private let office: FakeOffice
    private var disks: [(label: String, disk: FakeDisk)] = []

    public init(_ office: FakeOffice) {
        self.office = office
    }

    public nonisolated func warnings(_ note: String) -> [Warning] {
        note.matches(of: /[0-9]{6,}/).map { Warning(kind: "phone", words: String($0.output)) }
    }

    public func members() async throws(Trouble) -> [MemberHere] {
        disks.map { MemberHere(label: $0.label, unsent: $0.disk.unsent.count) }
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
        guard disk(label) == nil else {
            throw .membership("somebody has joined as `\(label)` already")
        }
        let disk = FakeDisk(try office.accept(invite))
        disks.append((label, disk))
        return teren(label, disk)
    }

    public func open(_ label: String) async throws(Trouble) -> any Teren {
        guard let disk = disk(label) else { throw .membership("nobody has joined as `\(label)`") }
        return teren(label, disk)
    }

    private func disk(_ label: String) -> FakeDisk? {
        disks.first { $0.label == label }?.disk
    }

    private func teren(_ label: String, _ disk: FakeDisk) -> FakeTeren {
        FakeTeren(office, disk) { [unowned self] in
            disks.filter { $0.label != label }.map {
                MemberHere(label: $0.label, unsent: $0.disk.unsent.count)
            }
        }
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
