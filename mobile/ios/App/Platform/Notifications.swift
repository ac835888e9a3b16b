// Written and parsed, never built with Apple's tools.

import Foundation
import TerenModel
import UserNotifications

/// Reminders as the system's notifications: they come although the app is not running. They say
/// when something begins and nothing else, for others may see the glass.
@MainActor
final class Notifications: Reminding {
    static let shared = Notifications()
    private let center = UNUserNotificationCenter.current()

    func remind(_ label: String, of reminders: [Reminder]) async {
        let own = "\(label)/"
        let waiting = await center.pendingNotificationRequests().map(\.identifier)
        center.removePendingNotificationRequests(
            withIdentifiers: waiting.filter { $0.hasPrefix(own) })
        guard !reminders.isEmpty else { return }
        // Asked when there is something to remind of for the first time; whoever says no is not
        // asked again by the system.
        guard (try? await center.requestAuthorization(options: [.alert, .sound])) == true else {
            return
        }
        let texts = Texts()
        for reminder in reminders {
            let content = UNMutableNotificationContent()
            content.title = texts.say("reminder-title")
            content.body = texts.say("reminder-begins", texts.moment(reminder.begins))
            content.sound = .default
            let parts: Set<Calendar.Component> = [.year, .month, .day, .hour, .minute]
            let at = Calendar.current.dateComponents(parts, from: reminder.at)
            let request = UNNotificationRequest(
                identifier: own + reminder.session, content: content,
                trigger: UNCalendarNotificationTrigger(dateMatching: at, repeats: false))
            // One that the system does not take is not worth more than its absence.
            try? await center.add(request)
        }
    }
}
