// Written and parsed, never built with Apple's tools.

import SwiftUI

/// The smallest target for a thumb, in gloves and in the rain; in points.
let target: CGFloat = 56
private let round: CGFloat = 14

/// What the screen is for.
struct MainButton: View {
    let text: String
    let action: () -> Void

    init(_ text: String, action: @escaping () -> Void) {
        self.text = text
        self.action = action
    }

    var body: some View {
        Button(action: action) {
            Text(text).font(.headline).frame(maxWidth: .infinity, minHeight: 64)
                .padding(.horizontal, 16)
        }
        .buttonStyle(.plain)
        .foregroundStyle(Palette.onGreen)
        .background(Palette.green, in: .rect(cornerRadius: round))
    }
}

/// What else can be done.
struct SideButton: View {
    let text: String
    let action: () -> Void

    init(_ text: String, action: @escaping () -> Void) {
        self.text = text
        self.action = action
    }

    var body: some View {
        Button(action: action) {
            Text(text).font(.headline).frame(maxWidth: .infinity, minHeight: target)
                .padding(.horizontal, 14)
        }
        .buttonStyle(.plain)
        .foregroundStyle(Palette.green)
        .overlay(RoundedRectangle(cornerRadius: round).strokeBorder(Palette.green))
    }
}

/// One of several that can be chosen.
struct Choice: View {
    let text: String
    let chosen: Bool
    let action: () -> Void

    init(_ text: String, chosen: Bool, action: @escaping () -> Void) {
        self.text = text
        self.chosen = chosen
        self.action = action
    }

    var body: some View {
        Button(action: action) {
            Text(text).multilineTextAlignment(.leading)
                .frame(maxWidth: .infinity, minHeight: target, alignment: .leading)
                .padding(.horizontal, 14)
        }
        .buttonStyle(.plain)
        .foregroundStyle(chosen ? Palette.onGreen : Palette.ink)
        .background(chosen ? Palette.green : Palette.card, in: .rect(cornerRadius: round))
        .overlay(
            RoundedRectangle(cornerRadius: round)
                .strokeBorder(chosen ? Palette.green : Palette.line))
        .accessibilityAddTraits(chosen ? [.isSelected] : [])
    }
}

/// A card that opens something; it is read out as one.
struct Card<Content: View>: View {
    let action: () -> Void
    @ViewBuilder let content: Content

    init(action: @escaping () -> Void, @ViewBuilder content: () -> Content) {
        self.action = action
        self.content = content()
    }

    var body: some View {
        Button(action: action) {
            VStack(alignment: .leading, spacing: 2) { content }
                .frame(maxWidth: .infinity, minHeight: 64, alignment: .leading)
                .padding(.horizontal, 16).padding(.vertical, 4)
        }
        .buttonStyle(.plain)
        .foregroundStyle(Palette.ink)
        .background(Palette.card, in: .rect(cornerRadius: round))
        .overlay(RoundedRectangle(cornerRadius: round).strokeBorder(Palette.line))
        .accessibilityElement(children: .combine)
        .accessibilityAddTraits(.isButton)
    }
}

/// Something to know: amber for what is to be decided, rose for what went wrong.
struct Notice: View {
    let text: String
    var ground = Palette.mint
    var ink = Palette.onMint

    var body: some View {
        Text(text).font(.subheadline).foregroundStyle(ink)
            .frame(maxWidth: .infinity, alignment: .leading)
            .padding(16)
            .background(ground, in: .rect(cornerRadius: round))
    }
}

struct Heading: View {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    var body: some View {
        Text(text).font(.headline).padding(.top, 8).accessibilityAddTraits(.isHeader)
    }
}

struct Quiet: View {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    var body: some View {
        Text(text).font(.subheadline).foregroundStyle(Palette.quiet)
    }
}

/// A line to type in; its label stays to be seen.
struct Field: View {
    let label: String
    @Binding var text: String
    var lines = 1

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            Quiet(label).accessibilityHidden(true)
            TextField("", text: $text, axis: lines > 1 ? .vertical : .horizontal)
                .lineLimit(lines...)
                .padding(.horizontal, 14)
                .frame(minHeight: target)
                .background(Palette.card, in: .rect(cornerRadius: round))
                .overlay(RoundedRectangle(cornerRadius: round).strokeBorder(Palette.quiet))
                .accessibilityLabel(label)
        }
    }
}

/// A PIN: digits that nobody sees.
struct SecretField: View {
    let label: String
    @Binding var text: String

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            Quiet(label).accessibilityHidden(true)
            SecureField("", text: $text)
                .keyboardType(.numberPad)
                .padding(.horizontal, 14)
                .frame(minHeight: target)
                .background(Palette.card, in: .rect(cornerRadius: round))
                .overlay(RoundedRectangle(cornerRadius: round).strokeBorder(Palette.quiet))
                .accessibilityLabel(label)
        }
    }
}

/// Two side by side; below each other where letters are so large that two have no room.
struct Beside<Left: View, Right: View>: View {
    @Environment(\.dynamicTypeSize) private var letters
    @ViewBuilder let left: Left
    @ViewBuilder let right: Right

    var body: some View {
        let layout = letters.isAccessibilitySize
            ? AnyLayout(VStackLayout(spacing: 8)) : AnyLayout(HStackLayout(spacing: 8))
        layout {
            left
            right
        }
    }
}
