// Not SwiftUI, and no part of the package: the shapes of what the screens use of it, written by hand, so that on Linux the
// compiler finds a wrong name of a model's, of a text's or of another view's. It proves nothing of
// Apple's own interfaces.

@_exported import Foundation

@MainActor @preconcurrency
public protocol View {
    associatedtype Body: View
    @ViewBuilder var body: Body { get }
}

extension Never: View {
    public var body: Never { fatalError() }
}

public struct EmptyView: View {
    public init() {}
    public var body: Never { fatalError() }
}

public struct Several<each V: View>: View {
    public var body: Never { fatalError() }
}

extension Optional: View where Wrapped: View {
    public var body: Never { fatalError() }
}

public enum Either<A: View, B: View>: View {
    case a(A), b(B)
    public var body: Never { fatalError() }
}

@resultBuilder
public enum ViewBuilder {
    public static func buildBlock<each V: View>(_ views: repeat each V) -> Several<repeat each V> {
        Several()
    }
    public static func buildBlock<V: View>(_ view: V) -> V { view }
    public static func buildBlock() -> EmptyView { EmptyView() }
    public static func buildExpression<V: View>(_ view: V) -> V { view }
    public static func buildIf<V: View>(_ view: V?) -> V? { view }
    public static func buildEither<A: View, B: View>(first: A) -> Either<A, B> { .a(first) }
    public static func buildEither<A: View, B: View>(second: B) -> Either<A, B> { .b(second) }
}

@propertyWrapper
public struct State<T> {
    public init(wrappedValue: T) {}
    public init(initialValue: T) {}
    public var wrappedValue: T {
        get { fatalError() }
        nonmutating set {}
    }
    public var projectedValue: Binding<T> { fatalError() }
}

extension State where T: ExpressibleByNilLiteral {
    public init() {}
}

@propertyWrapper
public struct Binding<T> {
    public init(get: @escaping () -> T, set: @escaping (T) -> Void) {}
    public var wrappedValue: T {
        get { fatalError() }
        nonmutating set {}
    }
    public var projectedValue: Binding<T> { self }
}

@propertyWrapper
public struct Environment<T> {
    public init(_ type: T.Type) {}
    public init(_ path: KeyPath<EnvironmentValues, T>) {}
    public var wrappedValue: T { fatalError() }
}

extension Environment {
    public init<V: AnyObject>(_ type: V.Type) where T == V? {}
}

@propertyWrapper
public struct SceneStorage {
    public init(wrappedValue: String, _ name: String) {}
    public var wrappedValue: String {
        get { fatalError() }
        nonmutating set {}
    }
}

public struct EnvironmentValues {
    public var scenePhase: ScenePhase
    public var dynamicTypeSize: DynamicTypeSize
    public var openURL: OpenURLAction
    public var locale: Locale
    public var timeZone: TimeZone
}

public struct DynamicTypeSize {
    public var isAccessibilitySize: Bool
}

@MainActor
public struct OpenURLAction {
    public func callAsFunction(_ url: URL) {}
}

// Views.

public struct Text: View {
    public init(_ words: String) {}
    public var body: Never { fatalError() }
}
public struct Label: View {
    public init(_ words: String, systemImage: String) {}
    public var body: Never { fatalError() }
}
public struct Button<L: View>: View {
    public init(action: @escaping @MainActor () -> Void, @ViewBuilder label: () -> L) {}
    public var body: Never { fatalError() }
}
extension Text {
    public func underline() -> Text { self }
}
extension Button where L == Text {
    public init(_ words: String, action: @escaping @MainActor () -> Void) {}
    public init(_ words: String, systemImage: String, action: @escaping @MainActor () -> Void) {}
}
public struct TextField: View {
    public init(_ words: String, text: Binding<String>, axis: Axis) {}
    public var body: Never { fatalError() }
}
public struct SecureField: View {
    public init(_ words: String, text: Binding<String>) {}
    public var body: Never { fatalError() }
}
public struct ScrollView<C: View>: View {
    public init(
        _ axes: Axis = .vertical, showsIndicators: Bool = true, @ViewBuilder content: () -> C
    ) {}
    public var body: Never { fatalError() }
}
public struct ScrollViewReader<C: View>: View {
    public init(@ViewBuilder content: (ScrollViewProxy) -> C) {}
    public var body: Never { fatalError() }
}
@MainActor
public struct ScrollViewProxy {
    public func scrollTo<I: Hashable>(_ id: I, anchor: UnitPoint?) {}
}
public struct VStack<C: View>: View {
    public init(
        alignment: HorizontalAlignment = .center, spacing: CGFloat? = nil,
        @ViewBuilder content: () -> C
    ) {}
    public var body: Never { fatalError() }
}
public struct HStack<C: View>: View {
    public init(spacing: CGFloat? = nil, @ViewBuilder content: () -> C) {}
    public var body: Never { fatalError() }
}
public struct LazyVStack<C: View>: View {
    public init(spacing: CGFloat? = nil, @ViewBuilder content: () -> C) {}
    public var body: Never { fatalError() }
}
public struct ForEach<D: RandomAccessCollection, I: Hashable, C: View>: View {
    public init(
        _ data: D, id: KeyPath<D.Element, I>, @ViewBuilder content: @escaping (D.Element) -> C
    ) {}
    public var body: Never { fatalError() }
}
extension ForEach where D.Element: Identifiable, I == D.Element.ID {
    public init(_ data: D, @ViewBuilder content: @escaping (D.Element) -> C) {}
}
public struct NavigationStack<C: View>: View {
    public init<P>(path: Binding<[P]>, @ViewBuilder root: () -> C) {}
    public init(@ViewBuilder root: () -> C) {}
    public var body: Never { fatalError() }
}
public struct TabView<C: View>: View {
    public init<S: Hashable>(selection: Binding<S>, @ViewBuilder content: () -> C) {}
    public var body: Never { fatalError() }
}
public struct DatePicker: View {
    public init(_ words: String, selection: Binding<Date>, displayedComponents: DayParts) {}
    public var body: Never { fatalError() }
}
public struct DayParts {
    public static let date = DayParts()
}
public struct ProgressView: View {
    public init() {}
    public var body: Never { fatalError() }
}
public struct RoundedRectangle: View {
    public init(cornerRadius: CGFloat) {}
    public func strokeBorder(_ color: Color) -> some View { self }
    public var body: Never { fatalError() }
}
public struct Color: Sendable {
    public init(uiColor: UIColor) {}
}
public class UIColor {
    public init(_ made: @escaping (UITraitCollection) -> UIColor) {}
    public init(red: Double, green: Double, blue: Double, alpha: Double) {}
}
public struct UITraitCollection {
    public var userInterfaceStyle: UIUserInterfaceStyle
}
public enum UIUserInterfaceStyle { case light, dark }
extension Color: View {
    public var body: Never { fatalError() }
}
@MainActor
public struct AnyLayout {
    public init(_ layout: VStackLayout) {}
    public init(_ layout: HStackLayout) {}
    public func callAsFunction<C: View>(@ViewBuilder _ content: () -> C) -> some View { content() }
}
public struct VStackLayout {
    public init(spacing: CGFloat?) {}
}
public struct HStackLayout {
    public init(spacing: CGFloat?) {}
}

// What modifiers take.

public enum Axis { case vertical, horizontal }
public enum Edge { case top, bottom }
public enum ScenePhase: Equatable { case active, inactive, background }
public enum ColorScheme { case light, dark }
public struct EdgeSet {
    public static let horizontal = EdgeSet()
    public static let vertical = EdgeSet()
    public static let top = EdgeSet()
}
public enum HorizontalAlignment { case leading, center }
public enum Alignment { case leading }
public enum UnitPoint { case center }
public enum TextAlignment { case leading }
public struct Font {
    public static let headline = Font()
    public static let subheadline = Font()
    public static let title = Font()
    public static let title2 = Font()
    public static let largeTitle = Font()
    public func bold() -> Font { self }
}
public struct AnyShape {
    public static let rect = AnyShape()
    public static func rect(cornerRadius: CGFloat) -> AnyShape { AnyShape() }
}
public struct Plain {
    public static let plain = Plain()
}
public struct AccessibilityTraits: OptionSet {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    public static let isButton = Self(rawValue: 1)
    public static let isHeader = Self(rawValue: 2)
    public static let isSelected = Self(rawValue: 4)
    public static let updatesFrequently = Self(rawValue: 8)
}
public enum Children { case combine, ignore }
public enum Feedback { case increase, decrease }
public enum Selectable { case enabled }
public enum Capitals { case never }
public enum UIKeyboardType { case `default`, URL, numberPad, decimalPad }
public enum Typed { case givenName }
public struct UTType: Sendable {
    public init(exportedAs: String) {}
}

// Modifiers: that each gives a view is all that is known of it here.

extension View {
    public func accessibilityAction(_ action: @escaping () -> Void) -> some View { self }
    public func accessibilityActions<C: View>(@ViewBuilder _ actions: () -> C) -> some View { self }
    public func accessibilityAddTraits(_ traits: AccessibilityTraits) -> some View { self }
    public func accessibilityElement(children: Children = .ignore) -> some View { self }
    public func accessibilityHidden(_ hidden: Bool) -> some View { self }
    public func accessibilityLabel(_ words: String) -> some View { self }
    public func autocorrectionDisabled() -> some View { self }
    public func background(_ color: Color) -> some View { self }
    public func badge(_ count: Int) -> some View { self }
    public func background(_ color: Color, in shape: AnyShape) -> some View { self }
    public func buttonStyle(_ style: Plain) -> some View { self }
    public func contentShape(_ shape: AnyShape) -> some View { self }
    public func disabled(_ disabled: Bool) -> some View { self }
    public func fileImporter(
        isPresented: Binding<Bool>, allowedContentTypes: [UTType],
        onCompletion: @escaping (Result<URL, any Error>) -> Void
    ) -> some View { self }
    public func environment<V: AnyObject>(_ value: V) -> some View { self }
    public func environment<V>(
        _ path: WritableKeyPath<EnvironmentValues, V>, _ value: V
    ) -> some View { self }
    public func font(_ font: Font) -> some View { self }
    public func foregroundStyle(_ color: Color) -> some View { self }
    public func frame(
        minWidth: CGFloat? = nil, maxWidth: CGFloat? = nil, minHeight: CGFloat? = nil,
        alignment: Alignment = .leading
    ) -> some View { self }
    public func id<I: Hashable>(_ id: I) -> some View { self }
    public func ignoresSafeArea() -> some View { self }
    public func keyboardType(_ keyboard: UIKeyboardType) -> some View { self }
    public func lineLimit(_ lines: PartialRangeFrom<Int>) -> some View { self }
    public func monospacedDigit() -> some View { self }
    public func multilineTextAlignment(_ alignment: TextAlignment) -> some View { self }
    public func navigationDestination<D: Hashable, C: View>(
        for data: D.Type, @ViewBuilder destination: @escaping (D) -> C
    ) -> some View { self }
    public func navigationTitle(_ words: String) -> some View { self }
    public func onAppear(_ work: @escaping @MainActor () -> Void) -> some View { self }
    public func onChange<V: Equatable>(
        of value: V, _ work: @escaping @MainActor () -> Void
    ) -> some View { self }
    public func onLongPressGesture(perform: @escaping @MainActor () -> Void) -> some View { self }
    public func onTapGesture(perform: @escaping @MainActor () -> Void) -> some View { self }
    public func overlay(_ over: some View) -> some View { self }
    public func overlay<C: View>(@ViewBuilder _ over: () -> C) -> some View { self }
    public func padding(_ points: CGFloat) -> some View { self }
    public func padding(_ edges: EdgeSet, _ points: CGFloat) -> some View { self }
    public func preferredColorScheme(_ scheme: ColorScheme?) -> some View { self }
    public func safeAreaInset<C: View>(
        edge: Edge, @ViewBuilder content: () -> C
    ) -> some View { self }
    public func sensoryFeedback<T: Equatable>(
        trigger: T, _ feedback: @escaping (T, T) -> Feedback?
    ) -> some View { self }
    public func sheet<C: View>(
        isPresented: Binding<Bool>, @ViewBuilder content: @escaping () -> C
    ) -> some View { self }
    public func tabItem<C: View>(@ViewBuilder _ item: () -> C) -> some View { self }
    public func tag<T: Hashable>(_ tag: T) -> some View { self }
    public func task(_ work: @escaping @MainActor () async -> Void) -> some View { self }
    public func task<I: Equatable>(
        id: I, _ work: @escaping @MainActor () async -> Void
    ) -> some View { self }
    public func textContentType(_ content: Typed) -> some View { self }
    public func textInputAutocapitalization(_ how: Capitals) -> some View { self }
    public func textSelection(_ how: Selectable) -> some View { self }
    public func toolbar<C: View>(@ViewBuilder content: () -> C) -> some View { self }
}
