// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenModel

extension View {
    /// Gives a file away through the system's share sheet as soon as there is one.
    func sharing(_ file: HandedOver?, given: @escaping () -> Void) -> some View {
        let shared = Binding { file } set: { if $0 == nil { given() } }
        return sheet(item: shared) { ShareSheet(file: $0) }
    }
}

private struct ShareSheet: UIViewControllerRepresentable {
    let file: HandedOver

    func makeUIViewController(context: Context) -> UIActivityViewController {
        // The other phone's app is found by the end of the file's name.
        let url = URL.temporaryDirectory.appending(path: file.id)
        let written: Void? = try? file.bytes.write(to: url, options: .completeFileProtection)
        let items: [Any] = written == nil ? [] : [url]
        return UIActivityViewController(activityItems: items, applicationActivities: nil)
    }

    func updateUIViewController(_ sheet: UIActivityViewController, context: Context) {}
}
