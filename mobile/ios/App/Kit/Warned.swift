// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenCore
import TerenModel

/// What should not be in words that are being typed: said before they are saved, and they are saved
/// all the same.
struct Warned: View {
    @Environment(Texts.self) private var texts
    @Environment(AppModel.self) private var app: AppModel?
    let typed: String

    var body: some View {
        let warnings = app?.phone.warnings(typed) ?? []
        ForEach(Array(warnings.enumerated()), id: \.offset) { _, warning in
            let words = texts.say("warning-\(warning.kind)", warning.words)
            Notice(text: words, ground: Palette.amber, ink: Palette.onAmber)
        }
    }
}
