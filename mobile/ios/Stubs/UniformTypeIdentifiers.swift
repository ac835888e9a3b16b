// Not Apple's module: `UTType` stands in SwiftUI.swift beside this.

@_exported import SwiftUI
