// Written and parsed, never built with Apple's tools.

import SwiftUI

/// Paper, ink and one green, as in the Android app, where a test computes that every pair of a
/// ground and what stands on it keeps a contrast of 7:1.
enum Palette {
    static let paper = Color(hex: 0xFAF8F3)
    static let card = Color(hex: 0xFFFFFF)
    static let ink = Color(hex: 0x1A1C1A)
    static let quiet = Color(hex: 0x434843)
    static let line = Color(hex: 0xC9CCC4)
    static let green = Color(hex: 0x0B4F47)
    static let onGreen = Color(hex: 0xFFFFFF)
    static let mint = Color(hex: 0xD5EBE4)
    static let onMint = Color(hex: 0x06342F)
    static let amber = Color(hex: 0xFFE7BD)
    static let onAmber = Color(hex: 0x4A2F00)
    static let rose = Color(hex: 0xFFDEDA)
    static let onRose = Color(hex: 0x6B1510)
}

extension Color {
    fileprivate init(hex: UInt32) {
        self.init(
            red: Double(hex >> 16 & 0xFF) / 255, green: Double(hex >> 8 & 0xFF) / 255,
            blue: Double(hex & 0xFF) / 255)
    }
}
