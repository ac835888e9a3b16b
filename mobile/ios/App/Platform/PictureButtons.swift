// Written and parsed, never built with Apple's tools.

import PhotosUI
import SwiftUI

/// Gives a picture: taken now with the camera, or one that lies on the phone. What the library
/// makes of it has nothing of the camera in it any more.
struct PictureButtons: View {
    let take: String
    let choose: String
    let found: (_ picture: Data) -> Void
    @State private var chosen: PhotosPickerItem?
    @State private var taking = false

    var body: some View {
        Beside {
            if UIImagePickerController.isSourceTypeAvailable(.camera) {
                SideButton(take) { taking = true }
            }
        } right: {
            PhotosPicker(
                selection: $chosen, matching: .images, preferredItemEncoding: .compatible
            ) {
                Text(choose).font(.headline).frame(maxWidth: .infinity, minHeight: target)
            }
        }
        .onChange(of: chosen) { load() }
        .fullScreenCover(isPresented: $taking) {
            Camera { picture in
                taking = false
                if let picture { found(picture) }
            }
            .ignoresSafeArea()
        }
    }

    private func load() {
        guard let item = chosen else { return }
        chosen = nil
        Task {
            // Other kinds than JPEG and PNG are turned into JPEG first.
            guard let bytes = try? await item.loadTransferable(type: Data.self) else { return }
            let known = bytes.starts(with: [0xFF, 0xD8]) || bytes.starts(with: [0x89, 0x50])
            let picture = known ? bytes : UIImage(data: bytes)?.jpegData(compressionQuality: 0.9)
            if let picture { found(picture) }
        }
    }
}

/// A photo as it is drawn; nothing where it cannot be read.
struct Picture: View {
    let bytes: Data
    let says: String

    var body: some View {
        if let image = UIImage(data: bytes) {
            Image(uiImage: image).resizable().scaledToFill()
                .frame(maxWidth: .infinity, maxHeight: 240)
                .clipShape(.rect(cornerRadius: 14))
                .accessibilityLabel(says)
        }
    }
}

/// The system's camera, for one picture.
private struct Camera: UIViewControllerRepresentable {
    let done: (Data?) -> Void

    func makeUIViewController(context: Context) -> UIImagePickerController {
        let camera = UIImagePickerController()
        camera.sourceType = .camera
        camera.delegate = context.coordinator
        return camera
    }

    func updateUIViewController(_ camera: UIImagePickerController, context: Context) {}

    func makeCoordinator() -> Coordinator { Coordinator(done) }

    final class Coordinator: NSObject, UIImagePickerControllerDelegate,
        UINavigationControllerDelegate
    {
        private let done: (Data?) -> Void

        init(_ done: @escaping (Data?) -> Void) {
            self.done = done
        }

        func imagePickerController(
            _ camera: UIImagePickerController,
            didFinishPickingMediaWithInfo info: [UIImagePickerController.InfoKey: Any]
        ) {
            let image = info[.originalImage] as? UIImage
            done(image?.jpegData(compressionQuality: 0.9))
        }

        func imagePickerControllerDidCancel(_ camera: UIImagePickerController) {
            done(nil)
        }
    }
}
