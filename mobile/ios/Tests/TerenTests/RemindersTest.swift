import Foundation
import Observation
import TerenCore
import TerenFake
import TerenModel
import XCTest

/// When the phone reminds of a planned session.
@MainActor
final class RemindersTest: XCTestCase {
    func testThePhoneRemindsOfWhatIsPlannedAsLongAsItIsPlanned() async throws {
        let (desk, bell, choices) = (try await Desk(), Bell(), Choices(FakeKept()))
        let tomorrow = morning.addingTimeInterval(86_400)
        let reminders = ReminderModel(desk.ana, choices, bell) { morning }
        try await watching(reminders.watch) {
            await until { bell.said["ana"] == [] }
            // Half an hour before it begins it is too late to remind of it.
            _ = try await desk.planned("Fair", at: morning.addingTimeInterval(30 * 60))
            let market = try await desk.planned("Market", at: tomorrow)
            let ahead = Reminder(
                session: market, at: tomorrow.addingTimeInterval(-60 * 60), begins: tomorrow)
            await until { bell.said["ana"] == [ahead] }
            choices.remindBefore = .never
            await reminders.load().value
            XCTAssertEqual(bell.said["ana"], [])
            choices.remindBefore = .anHour
            await reminders.load().value
            XCTAssertEqual(bell.said["ana"], [ahead])
            try await desk.ana.edit(market, [.title("Autumn market")])
            try await desk.ana.edit(market, [.status("cancelled")])
            await until { bell.said["ana"] == [] }
            XCTAssertEqual(bell.times, 5, "what stays as it is is not asked for again")
        }
    }

    func testTheNearestPlansAreRemindedOfHoweverManyThereAre() async throws {
        let (desk, bell) = (try await Desk(), Bell())
        var next = ""
        for day in (1...20).reversed() {
            let begins = morning.addingTimeInterval(Double(day) * 86_400)
            next = try await desk.planned("Market \(day)", at: begins)
        }
        let reminders = ReminderModel(desk.ana, Choices(FakeKept()), bell) { morning }
        await reminders.load().value
        XCTAssertEqual(bell.said["ana"]?.count, 16)
        XCTAssertEqual(bell.said["ana"]?.first?.session, next)
    }
}

@MainActor
@Observable
final class Bell: Reminding {
    var said: [String: [Reminder]] = [:]
    var times = 0

    func remind(_ label: String, of reminders: [Reminder]) async {
        said[label] = reminders
        times += 1
    }
}
