// Written and parsed, never built with Apple's tools.

import CoreImage.CIFilterBuiltins
import SwiftUI

/// Words as a QR code: black on white in every theme, for many cameras read nothing else.
struct CodePicture: View {
    let words: String
    let says: String

    var body: some View {
        if let picture = Self.picture(of: words) {
            Image(decorative: picture, scale: 1)
                // Sharp edges: what is blurred between two squares is read as either.
                .interpolation(.none)
                .resizable()
                .scaledToFit()
                .padding(quiet)
                .background(.white)
                .accessibilityElement()
                .accessibilityLabel(says)
                .accessibilityAddTraits(.isImage)
        }
    }

    /// One pixel for each square.
    private static func picture(of words: String) -> CGImage? {
        let filter = CIFilter.qrCodeGenerator()
        filter.message = Data(words.utf8)
        filter.correctionLevel = "M"
        guard let drawn = filter.outputImage else { return nil }
        return CIContext().createCGImage(drawn, from: drawn.extent)
    }
}

/// Four squares of the greatest code that is shown, in points, on the smallest phone: ISO/IEC 18004
/// asks for so much that is white around it.
private let quiet: CGFloat = 16
