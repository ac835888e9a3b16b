// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenCore
import TerenModel

/// The open screen, and the bar below that leads to others.
struct Root: View {
    @Environment(Texts.self) private var texts
    @Environment(\.scenePhase) private var phase
    let app: AppModel
    let kept: any Kept
    let reminding: any Reminding
    let line: any Line
    /// Where the member was, for when the system takes the app away.
    @SceneStorage("whereabouts") private var was = ""
    /// Whether nobody looks, or it is not known yet whether the PIN comes first.
    @State private var covered = false

    var body: some View {
        content
            .overlay {
                // What was on the screen is neither in the list of apps nor there for a moment.
                if covered { Palette.paper.ignoresSafeArea() }
            }
            .preferredColorScheme(shade)
            .task { await app.start(Whereabouts(was)).value }
            .onChange(of: phase) { turned() }
    }

    private var content: some View {
        VStack(spacing: 0) {
            if let trouble = app.trouble {
                Notice(text: texts.say(trouble), ground: Palette.rose, ink: Palette.onRose).padding(16)
            }
            if let teren = app.state.teren {
                Holding { Inside(teren, app, reminding, line) } content: { inside in
                    tabs(teren, inside)
                        .environment(app)
                        .environment(inside.names)
                        .environment(inside.sync)
                        .task { await inside.reminders.watch() }
                        .task { await inside.follow() }
                        .task { await inside.sync.watch() }
                        .task { await inside.syncs.watch() }
                        .onChange(of: phase) { if phase == .active { inside.syncs.seen() } }
                        .onChange(of: app.choices.remindBefore) { inside.reminders.load() }
                }
                // What another member left on the screen is never this one's, nor practice the work's.
                .id("\(teren.label) \(teren.isPractice)")
            } else {
                NavigationStack(path: pathOutside) {
                    outside(app.state.way.first)
                        .navigationDestination(for: Screen.self) { outside($0) }
                }
            }
        }
    }

    /// The screens before anybody's work is open.
    @ViewBuilder
    private func outside(_ screen: Screen?) -> some View {
        switch screen {
        case .join:
            Holding { JoinModel(app.phone) { app.joined($0) } } content: { JoinScreen(model: $0) }
        case .members: MembersScreen(app: app)
        case .unlock(let label):
            Holding {
                UnlockModel(app.phone, label, unreadable: { app.stays(outside: label, $0) }) {
                    app.entered($0)
                }
            } content: { model in
                UnlockScreen(model: model) { app.go(.forgottenPin(label)) }
            }
        case .forgottenPin(let label):
            Holding { ForgottenPinModel(app.phone, label) { app.entered($0) } } content: {
                ForgottenPinScreen(model: $0)
            }
        default: ProgressView()
        }
    }

    /// Somebody looks at the app, or not any more.
    private func turned() {
        switch phase {
        case .active:
            Task {
                await app.cameBack().value
                covered = false
            }
        case .background:
            covered = true
            was = app.whereabouts?.words ?? ""
            app.left()
        default:
            covered = true
        }
    }

    private var shade: ColorScheme? {
        switch app.choices.shade {
        case .system: nil
        case .light: .light
        case .dark: .dark
        }
    }

    private func tabs(_ teren: any Teren, _ inside: Inside) -> some View {
        TabView(selection: tab) {
            ForEach(Screen.tabs, id: \.self) { tab in
                NavigationStack(path: path(of: tab)) {
                    let opened = { screen in
                        Opened(screen: screen, app: app, teren: teren, kept: kept, inside: inside)
                    }
                    opened(tab).navigationDestination(for: Screen.self) { opened($0) }
                }
                .tabItem { Label(texts.say(name(of: tab)), systemImage: picture(of: tab)) }
                .badge(tab == .forMe ? inside.waiting : 0)
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

    private var pathOutside: Binding<[Screen]> {
        Binding {
            Array(app.state.way.dropFirst())
        } set: { path in
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

/// What goes on while somebody's work is open, whichever screen shows it.
@MainActor
final class Inside {
    let names: NamesModel
    let reminders: ReminderModel
    /// Codes that somebody has begun to read are shown on, whichever screen was open meanwhile.
    let codes: ShowCodesModel
    let sync: SyncModel
    let syncs: SyncsByItself
    private let teren: any Teren

    init(
        _ teren: any Teren, _ app: AppModel, _ reminding: any Reminding, _ line: any Line
    ) {
        self.teren = teren
        names = NamesModel(teren)
        reminders = ReminderModel(teren, app.choices, reminding)
        codes = ShowCodesModel(teren, app.phone)
        sync = SyncModel(teren) { app.wiped() }
        syncs = SyncsByItself(teren, sync, line)
    }

    /// How many matters wait for the member.
    var waiting: Int { sync.state.standing.map { $0.attention + $0.returned } ?? 0 }

    /// Names come with a sync.
    func follow() async {
        var last: Date?
        for await standing in await teren.standing() where standing.lastSync != last {
            last = standing.lastSync
            names.load()
        }
    }
}

/// One screen with its model.
private struct Opened: View {
    @Environment(Texts.self) private var texts
    let screen: Screen
    let app: AppModel
    let teren: any Teren
    let kept: any Kept
    let inside: Inside

    var body: some View {
        switch screen {
        case .today: Holding { TodayModel(teren) } content: { TodayScreen(model: $0, go: app.go) }
        case .record(let id):
            Holding {
                RecordModel(teren, app.phone, id, at: app.step, language: texts.language)
            } content: {
                RecordScreen(
                    model: $0, photos: { PhotosModel(teren, $0) }, begun: app.began,
                    stands: app.stands
                ) {
                    app.back()
                }
            }
        case .sessions:
            Holding { SessionsModel(teren) } content: { SessionsScreen(model: $0, go: app.go) }
        case .session(let id):
            Holding { SessionModel(teren, id) } content: {
                SessionScreen(model: $0, photos: { PhotosModel(teren, id) }, go: app.go)
            }
        case .forMe:
            Holding { ForMeModel(teren, kept) } content: { ForMeScreen(model: $0, go: app.go) }
        case .sync: SyncScreen(model: inside.sync)
        case .together:
            Holding { TogetherModel(teren) } content: { TogetherScreen(model: $0, given: app.takeGiven, go: app.go) }
        case .showCodes(let session):
            ShowCodesScreen(model: inside.codes, session: session) { app.back() }
        case .readCodes:
            Holding { ReadCodesModel(teren, app.phone, kept) } content: {
                ReadCodesScreen(model: $0) { app.back() }
            }
        case .more: MoreScreen(app: app)
        case .helpline:
            Holding { HelplineModel(teren, app.recorded) } content: { HelplineScreen(model: $0) }
        case .settings: SettingsScreen(choices: app.choices)
        case .pin:
            Holding { PinModel(teren, app.phone) } content: {
                PinScreen(model: $0, choices: app.choices, label: teren.label)
            }
        case .firstPin:
            Holding { PinModel(teren, app.phone) } content: {
                FirstPinScreen(model: $0) { app.go(.today) }
            }
        case .leave: LeaveScreen(app: app)
        // They stand before the work.
        case .join, .members, .unlock, .forgottenPin: EmptyView()
        case .about:
            Holding { AboutModel(teren, version: app.phone.version) } content: {
                AboutScreen(model: $0)
            }
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
