// In place of what only Apple's systems have, while the screens are type-checked.

import SwiftUI
import TerenCore
import TerenModel

struct CodeScanner: View {
    let found: (String) -> Void

    static var isThere: Bool { true }

    var body: some View { EmptyView() }
}

struct CodePicture: View {
    let words: String
    let says: String

    var body: some View { EmptyView() }
}

extension View {
    func stayingAwake() -> some View { self }

    func sharing(_ file: HandedOver?, given: @escaping () -> Void) -> some View { self }
}

enum Locator {
    static var isThere: Bool { true }

    static func here() async -> Point? { nil }
}

struct PictureButtons: View {
    let take: String
    let choose: String
    let found: (_ picture: Data) -> Void

    var body: some View { EmptyView() }
}

struct Picture: View {
    let bytes: Data
    let says: String

    var body: some View { EmptyView() }
}
