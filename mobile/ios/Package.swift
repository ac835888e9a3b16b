// swift-tools-version: 6.0
// The iOS app without its screens: built and tested on Linux by mobile/test-swift.
//
// `Generated` holds what mobile/generate-bindings and mobile/texts wrote; it is never committed. On Linux the library
// is found by `-Xlinker -LFOLDER`; on Apple's systems it is the framework that
// mobile/ios/build-xcframework makes, which nobody has built yet.

import PackageDescription

#if os(Linux)
let library = Target.systemLibrary(name: "TerenBindingsFFI", path: "Generated/TerenBindingsFFI")
let linked: [LinkerSetting] = [.linkedLibrary("teren_ffi")]
#else
let library = Target.binaryTarget(name: "TerenBindingsFFI", path: "Generated/Teren.xcframework")
let linked: [LinkerSetting] = []
#endif

let package = Package(
    name: "Teren",
    defaultLocalization: "en",
    platforms: [.iOS(.v17), .macOS(.v14)],
    products: [
        .library(name: "TerenModel", targets: ["TerenCore", "TerenFake", "TerenModel"]),
        .executable(name: "swift-phone", targets: ["SwiftPhone"]),
    ],
    targets: [
        library,
        .target(
            name: "TerenBindings",
            dependencies: ["TerenBindingsFFI"],
            path: "Generated/TerenBindings",
            swiftSettings: [.swiftLanguageMode(.v5)],
            linkerSettings: linked),
        .target(name: "TerenCore", dependencies: ["TerenBindings"]),
        .target(name: "TerenFake", dependencies: ["TerenCore"]),
        .target(name: "TerenModel", dependencies: ["TerenCore"]),
        .executableTarget(name: "SwiftPhone", dependencies: ["TerenCore"]),
        .testTarget(
            name: "TerenTests",
            // The tests kill a phone that runs for itself.
            dependencies: ["TerenCore", "TerenFake", "TerenModel", "SwiftPhone"]),
    ],
    swiftLanguageModes: [.v6])
