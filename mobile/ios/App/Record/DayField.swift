// Written and parsed, never built with Apple's tools.

import SwiftUI

/// A day that is chosen from a calendar; it may be taken out again.
struct DayField: View {
    @Environment(Texts.self) private var texts
    let label: String
    /// `YYYY-MM-DD`; empty when there is none.
    let day: String
    let choose: (_ day: String) -> Void

    var body: some View {
        if let date = Texts.date(of: day) {
            let chosen = Binding { date } set: { choose(Texts.day(of: $0)) }
            DatePicker(label, selection: chosen, displayedComponents: .date)
                .environment(\.timeZone, .gmt)
                .frame(minHeight: target)
            SideButton(texts.say("asked-date-none")) { choose("") }
        } else {
            // What somebody typed elsewhere, and is no day, stays to be seen.
            if !day.isBlank { Quiet(day) }
            SideButton(texts.say("asked-date")) { choose(Texts.today) }
        }
    }
}
