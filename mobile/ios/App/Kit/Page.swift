// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenCore
import TerenModel

/// What all screens share: a title, what went wrong, what is read in the middle, and below, near
/// the thumb, what the screen is for.
struct Page<Content: View, Below: View>: View {
    @Environment(Texts.self) private var texts
    /// None before anybody's work is open.
    @Environment(AppModel.self) private var app: AppModel?
    let title: String
    let trouble: Trouble?
    @ViewBuilder let content: Content
    @ViewBuilder let below: Below

    init(
        _ title: String, trouble: Trouble? = nil, @ViewBuilder content: () -> Content,
        @ViewBuilder below: () -> Below
    ) {
        self.title = title
        self.trouble = trouble
        self.content = content()
        self.below = below()
    }

    var body: some View {
        ScrollView {
            VStack(alignment: .leading, spacing: 8) {
                if let trouble {
                    Notice(text: texts.say(trouble), ground: Palette.rose, ink: Palette.onRose)
                }
                content
            }
            .padding(16)
            .frame(maxWidth: .infinity, alignment: .leading)
        }
        .background(Palette.paper)
        .foregroundStyle(Palette.ink)
        .navigationTitle(title)
        .toolbar {
            if let app, app.state.teren != nil {
                if app.state.screen != .helpline {
                    Button(texts.say("helpline-title"), systemImage: "phone.fill") {
                        app.go(.helpline)
                    }
                    .frame(minWidth: target, minHeight: target)
                }
                Button(texts.say("lock-now"), systemImage: "lock.fill") { app.lock() }
                    .frame(minWidth: target, minHeight: target)
            }
        }
        .safeAreaInset(edge: .top) {
            if let app, app.state.teren?.isPractice == true { PracticeBanner(app: app) }
        }
        .safeAreaInset(edge: .bottom) {
            VStack(spacing: 8) { below }
                .padding(.horizontal, 16).padding(.vertical, 8).background(Palette.paper)
        }
    }
}

/// Says on every page that nothing of this is real, and leads out of it.
private struct PracticeBanner: View {
    @Environment(Texts.self) private var texts
    let app: AppModel

    var body: some View {
        VStack(alignment: .leading, spacing: 0) {
            Text(texts.say("practice-banner")).font(.subheadline).padding(.top, 8)
            Button { app.endPractice() } label: {
                Text(texts.say("practice-end")).underline().font(.headline)
                    .frame(maxWidth: .infinity, minHeight: target, alignment: .leading)
            }
            .buttonStyle(.plain)
        }
        .padding(.horizontal, 16)
        .foregroundStyle(Palette.onAmber)
        .background(Palette.amber)
    }
}

extension Page where Below == EmptyView {
    init(_ title: String, trouble: Trouble? = nil, @ViewBuilder content: () -> Content) {
        self.init(title, trouble: trouble, content: content) { EmptyView() }
    }
}

extension Texts {
    /// What went wrong, and what can be done about it.
    func say(_ trouble: Trouble) -> String {
        switch trouble {
        case .invalid(let problems): invalid(problems)
        case .notFound: say("trouble-not-found")
        case .membership: say("trouble-membership")
        case .offline: say("trouble-offline")
        case .notTrusted: say("trouble-not-trusted")
        case .refused: say("trouble-refused")
        case .full: say("trouble-full")
        case .unreadable: say("trouble-unreadable")
        case .busy: say("trouble-busy")
        case .handOver(let code, _):
            known("trouble-hand-over", code) ?? say("trouble-hand-over")
        case .syncFirst: say("trouble-sync-first")
        case .practice: say("trouble-practice")
        case .locked: say("trouble-locked")
        case .wrongPin(waitSeconds: 0, _): say("trouble-wrong-pin")
        case .wrongPin(let waitSeconds, _): say("trouble-pin-wait", minutes(waitSeconds))
        case .wrongCode: say("trouble-wrong-code")
        case .wiped: say("trouble-wiped")
        case .mistake: say("trouble-internal")
        }
    }

    /// Which fields cannot be saved, as far as they have names here.
    private func invalid(_ problems: [Problem]) -> String {
        var names: [String] = []
        for name in problems.compactMap({ known("field", $0.field) }) where !names.contains(name) {
            names.append(name)
        }
        return names.isEmpty
            ? say("trouble-invalid-other") : say("trouble-invalid", names.joined(separator: ", "))
    }

    /// Minutes and seconds, e.g. `1:05`.
    func minutes(_ seconds: Int) -> String {
        "\(seconds / 60):" + (seconds % 60 < 10 ? "0" : "") + "\(seconds % 60)"
    }
}
