// Written and parsed, never built with Apple's tools.

import SwiftUI

/// Paper, ink and one green, as in the Android app, where a test computes that every pair of a
/// ground and what stands on it keeps a contrast of 7:1, on a light phone and on a dark one.
enum Palette {
    static let paper = Color(0xFAF8F3, dark: 0x121412)
    static let card = Color(0xFFFFFF, dark: 0x1D201D)
    static let ink = Color(0x1A1C1A, dark: 0xECEFEA)
    static let quiet = Color(0x434843, dark: 0xC3C8C2)
    static let line = Color(0xC9CCC4, dark: 0x4A4F4A)
    static let green = Color(0x0B4F47, dark: 0x8FDCCB)
    static let onGreen = Color(0xFFFFFF, dark: 0x00201B)
    static let mint = Color(0xD5EBE4, dark: 0x123E37)
    static let onMint = Color(0x06342F, dark: 0xD5F5EC)
    static let amber = Color(0xFFE7BD, dark: 0x473200)
    static let onAmber = Color(0x4A2F00, dark: 0xFFE7BD)
    static let rose = Color(0xFFDEDA, dark: 0x58190F)
    static let onRose = Color(0x6B1510, dark: 0xFFDEDA)
}

extension Color {
    fileprivate init(_ light: UInt32, dark: UInt32) {
        self.init(
            uiColor: UIColor { traits in
                UIColor(hex: traits.userInterfaceStyle == .dark ? dark : light)
            })
    }
}

extension UIColor {
    fileprivate convenience init(hex: UInt32) {
        self.init(
            red: Double(hex >> 16 & 0xFF) / 255, green: Double(hex >> 8 & 0xFF) / 255,
            blue: Double(hex & 0xFF) / 255, alpha: 1)
    }
}
