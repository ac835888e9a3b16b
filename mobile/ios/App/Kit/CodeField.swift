// Written and parsed, never built with Apple's tools.

import SwiftUI

/// A code that somebody shows to be scanned, or that is pasted: an invite, an unlock code.
struct CodeField: View {
    @Environment(Texts.self) private var texts
    let label: String
    @Binding var text: String
    /// What is wrong with it as it stands.
    let wrong: String?
    @State private var scanning = false

    var body: some View {
        if CodeScanner.isThere {
            SideButton(texts.say("join-scan")) { scanning = true }
                .sheet(isPresented: $scanning) { scanner }
        }
        Field(label: label, text: $text)
            .textInputAutocapitalization(.never)
            .autocorrectionDisabled()
        if let wrong {
            Notice(text: wrong, ground: Palette.amber, ink: Palette.onAmber)
        }
    }

    private var scanner: some View {
        CodeScanner { words in
            text = words
            scanning = false
        }
        .accessibilityLabel(texts.say("join-scan"))
    }
}
