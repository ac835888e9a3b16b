// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenCore
import TerenModel

/// The open screen, and the bar below that leads to others.
struct Root: View {
    @Environment(Texts.self) private var texts
    let app: AppModel

    var body: some View {
        if let trouble = app.trouble {
            Notice(text: texts.say(trouble), ground: Palette.rose, ink: Palette.onRose).padding(16)
        }
        if let teren = app.state.teren {
            // What another member left on the screen is never this one's.
            tabs(teren).id(teren.me.id)
        } else {
            NavigationStack {
                switch app.state.screen {
                case .join:
                    Holding { JoinModel(app.phone) { app.joined($0) } } content: {
                        JoinScreen(model: $0)
                    }
                case .members: MembersScreen(app: app)
                default: ProgressView()
                }
            }
        }
    }

    private func tabs(_ teren: any Teren) -> some View {
        TabView(selection: tab) {
            ForEach(Screen.tabs, id: \.self) { tab in
                NavigationStack(path: path(of: tab)) {
                    Opened(screen: tab, app: app, teren: teren)
                        .navigationDestination(for: Screen.self) { screen in
                            Opened(screen: screen, app: app, teren: teren)
                        }
                }
                .tabItem { Label(texts.say(name(of: tab)), systemImage: picture(of: tab)) }
                .tag(tab)
            }
        }
    }

    private var tab: Binding<Screen> {
        Binding { app.state.way.first ?? .today } set: { app.go($0) }
    }

    private func path(of tab: Screen) -> Binding<[Screen]> {
        Binding {
            app.state.way.first == tab ? Array(app.state.way.dropFirst()) : []
        } set: { path in
            guard app.state.way.first == tab else { return }
            while app.state.way.count > path.count + 1 { app.back() }
        }
    }

    private func name(of tab: Screen) -> String {
        switch tab {
        case .sessions: "nav-sessions"
        case .forMe: "nav-for-me"
        case .more: "nav-more"
        default: "nav-today"
        }
    }

    private func picture(of tab: Screen) -> String {
        switch tab {
        case .sessions: "list.bullet"
        case .forMe: "tray"
        case .more: "ellipsis"
        default: "sun.max"
        }
    }
}

/// One screen with its model.
private struct Opened: View {
    @Environment(Texts.self) private var texts
    let screen: Screen
    let app: AppModel
    let teren: any Teren

    var body: some View {
        switch screen {
        case .join:
            Holding { JoinModel(app.phone) { app.joined($0) } } content: { JoinScreen(model: $0) }
        case .members: MembersScreen(app: app)
        case .today: Holding { TodayModel(teren) } content: { TodayScreen(model: $0, go: app.go) }
        case .record(let id):
            Holding { RecordModel(teren, app.phone, id, language: texts.language) } content: {
                RecordScreen(model: $0) { app.back() }
            }
        case .sessions:
            Holding { SessionsModel(teren) } content: { SessionsScreen(model: $0, go: app.go) }
        case .session(let id):
            Holding { SessionModel(teren, id) } content: { SessionScreen(model: $0, go: app.go) }
        case .forMe: Holding { ForMeModel(teren) } content: { ForMeScreen(model: $0, go: app.go) }
        case .sync: Holding { SyncModel(teren) } content: { SyncScreen(model: $0) }
        case .together: Holding { TogetherModel(teren) } content: { TogetherScreen(model: $0) }
        case .more: MoreScreen(app: app)
        case .helpline: Holding { HelplineModel(teren) } content: { HelplineScreen(model: $0) }
        case .about: AboutScreen(me: teren.me, version: app.phone.version)
        }
    }
}

/// Makes a model when its screen is opened, and holds it until the screen is gone.
struct Holding<Model, Content: View>: View {
    let make: () -> Model
    @ViewBuilder let content: (Model) -> Content
    @State private var model: Model?

    init(_ make: @escaping () -> Model, @ViewBuilder content: @escaping (Model) -> Content) {
        self.make = make
        self.content = content
    }

    var body: some View {
        if let model {
            content(model)
        } else {
            Palette.paper.onAppear { model = make() }
        }
    }
}
