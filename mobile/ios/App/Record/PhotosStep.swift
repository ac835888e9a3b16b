// Written and parsed, never built with Apple's tools.

import SwiftUI
import TerenCore
import TerenModel

/// Photos of places or material: what may be on them is said before the camera opens.
struct PhotosStep: View {
    @Environment(Texts.self) private var texts
    let model: PhotosModel

    var body: some View {
        Notice(text: texts.say("photos-warning"), ground: Palette.amber, ink: Palette.onAmber)
        if let trouble = model.trouble {
            Notice(text: texts.say(trouble), ground: Palette.rose, ink: Palette.onRose)
        }
        PictureButtons(take: texts.say("photos-take"), choose: texts.say("photos-choose")) {
            model.attach($0)
        }
        if model.state.working { Quiet(texts.say("photos-working")) }
        Photos(model: model)
    }
}

/// The photos, with where each one is.
struct Photos: View {
    @Environment(Texts.self) private var texts
    let model: PhotosModel

    var body: some View {
        if model.state.removed != nil {
            SideButton(texts.say("photos-undo")) { model.undo() }
        }
        ForEach(Array(model.state.photos.enumerated()), id: \.element.id) { at, photo in
            let name = texts.say("photos-one", "\(at + 1)")
            let picture = model.state.pictures[photo.id]
            if let picture { Picture(bytes: picture, says: name) }
            Quiet("\(name) · \(place(of: photo))")
            if picture == nil {
                // What was not seen cannot be taken out, nor put there again.
                SideButton(texts.say("photos-fetch", name)) { model.fetch(photo.id) }
            } else {
                SideButton(texts.say("photos-remove", name)) { model.detach(photo.id) }
            }
        }
        .task { await model.watch() }
    }

    private func place(of photo: Photo) -> String {
        switch photo.state {
        case .toSend(percent: 0): texts.say("photos-waiting")
        case .toSend(let percent): texts.say("photos-sending", "\(percent)")
        case .sent: texts.say("photos-sent")
        case .refused: texts.say("photos-refused")
        case .elsewhere: texts.say("photos-elsewhere")
        }
    }
}
