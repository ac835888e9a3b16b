// Written and parsed, never built with Apple's tools.

import SwiftUI
import VisionKit

/// Reads codes from their pictures: an invite, an unlock code, or one after another of a hand-over.
struct CodeScanner: UIViewControllerRepresentable {
    let found: (String) -> Void

    static var isThere: Bool {
        DataScannerViewController.isSupported && DataScannerViewController.isAvailable
    }

    func makeUIViewController(context: Context) -> DataScannerViewController {
        let scanner = DataScannerViewController(recognizedDataTypes: [.barcode(symbologies: [.qr])])
        scanner.delegate = context.coordinator
        try? scanner.startScanning()
        return scanner
    }

    func updateUIViewController(_ scanner: DataScannerViewController, context: Context) {}

    static func dismantleUIViewController(
        _ scanner: DataScannerViewController, coordinator: Coordinator
    ) {
        scanner.stopScanning()
    }

    func makeCoordinator() -> Coordinator { Coordinator(found) }

    final class Coordinator: NSObject, DataScannerViewControllerDelegate {
        private let found: (String) -> Void

        init(_ found: @escaping (String) -> Void) {
            self.found = found
        }

        func dataScanner(
            _ scanner: DataScannerViewController, didAdd added: [RecognizedItem],
            allItems: [RecognizedItem]
        ) {
            tell(added)
        }

        /// Where the other phone shows the next code in the same place.
        func dataScanner(
            _ scanner: DataScannerViewController, didUpdate updated: [RecognizedItem],
            allItems: [RecognizedItem]
        ) {
            tell(updated)
        }

        private func tell(_ items: [RecognizedItem]) {
            for case .barcode(let code) in items {
                if let words = code.payloadStringValue { found(words) }
            }
        }
    }
}
