// Written and parsed, never built with Apple's tools.

import SwiftUI

/// Something that is counted by tapping it, felt in the hand; held down, it goes one back.
struct Tile: View {
    let label: String
    let count: Int
    /// What is read out: what it counts, how many, and that a tap adds one.
    var says: String?
    /// What taking one back is called, where that can be done.
    var fewer: String?
    let add: () -> Void
    var takeOne: (() -> Void)?

    var body: some View {
        HStack {
            Text(label).font(.subheadline).frame(maxWidth: .infinity, alignment: .leading)
            Text("\(count)").font(.title2.bold()).monospacedDigit()
        }
        .foregroundStyle(count > 0 ? Palette.onMint : Palette.ink)
        .padding(.horizontal, 14).padding(.vertical, 6)
        .frame(maxWidth: .infinity, minHeight: target)
        .background(count > 0 ? Palette.mint : Palette.card, in: .rect(cornerRadius: 12))
        .overlay(
            RoundedRectangle(cornerRadius: 12)
                .strokeBorder(count > 0 ? Palette.green : Palette.line))
        .contentShape(.rect)
        .onTapGesture { add() }
        .onLongPressGesture { takeOne?() }
        .sensoryFeedback(trigger: count) { before, now in now > before ? .increase : .decrease }
        .accessibilityElement()
        .accessibilityLabel(says ?? "\(label): \(count)")
        .accessibilityAddTraits(.isButton)
        .accessibilityAction { add() }
        .accessibilityActions {
            if let fewer, let takeOne { Button(fewer, action: takeOne) }
        }
    }
}
