import Foundation
import Observation
import TerenCore
import TerenFake
import TerenModel
import XCTest

let stefan = Place(
    country: "RO", adm1: "RO-SV", locality: "Radauti", venue: "Liceul Stefan cel Mare",
    venueId: "sv-1")

/// An office with a register, and Ana's phone, synced once.
@MainActor
final class Desk {
    let office = FakeOffice()
    let phone: FakePhone
    let ana: FakeTeren

    init(
        knowsBiometrics: Bool = false, now: @escaping () -> Date = Date.init
    ) async throws {
        office.venues = [Venue(place: stefan, proposed: false)]
        office.campaigns = [Campaign(id: "not-for-sale", title: "NOT FOR SALE", lastDay: nil)]
        office.materials = [Named(id: "leaflet", name: "Leaflet on contracts")]
        office.invite("Ion")
        phone = FakePhone(office, knowsBiometrics: knowsBiometrics, now: now)
        ana = try phone.joined(office.invite("Ana"), label: "ana")
        try await ana.sync()
    }

    func record(_ id: String? = nil) -> RecordModel {
        RecordModel(ana, phone, id) { morning }
    }

    /// Something that Ana planned.
    func planned(_ title: String) async throws -> String {
        try await ana.begin([
            .kind("public_event"), .title(title), .status("planned"),
            .team(member: ana.me.id, role: "lead"), .place(stefan),
        ])
    }

    /// Something that is planned for Ana at this time.
    func planned(_ title: String, at begins: Date) async throws -> String {
        let id = try await planned(title)
        var session = try await ana.session(id)
        session.plannedFor = begins
        ana.bring(session)
        return id
    }

    /// A session whose title two people said differently.
    func disputed() async throws -> String {
        let id = try await planned("Market day")
        let sayings = ["Market day", "Saturday market"].map {
            Saying(value: $0, who: ["m-ion"], at: morning)
        }
        var session = try await ana.session(id)
        session.conflicts = [Conflict(field: "title", sayings: sayings)]
        ana.bring(session)
        return id
    }
}

/// Waits until something that models show holds. Whoever waits in vain is ended with the run.
@MainActor
func until(_ holds: @escaping @MainActor () -> Bool) async {
    while true {
        let (changes, tell) = AsyncStream.makeStream(of: Void.self)
        let held = withObservationTracking(holds) { tell.yield() }
        if held { return }
        // Told just before the change: it is made once nobody runs on the main actor.
        for await _ in changes { break }
    }
}

extension XCTestCase {
    /// Lets a model watch as long as a test looks.
    @MainActor
    func watching(
        _ watch: @escaping @MainActor () async -> Void, _ test: @MainActor () async throws -> Void
    ) async throws {
        let task = Task { await watch() }
        defer { task.cancel() }
        try await test()
    }
}
