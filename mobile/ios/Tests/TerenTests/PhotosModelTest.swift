import Foundation
import TerenCore
import TerenFake
import TerenModel
import XCTest

@MainActor
final class PhotosModelTest: XCTestCase {
    func testAPhotoIsAttachedSentTakenOutAndPutThereAgain() async throws {
        let desk = try await Desk()
        let photos = PhotosModel(desk.ana, try await desk.planned("Market"))
        try await watching(photos.watch) {
            await photos.attach(aPicture(1)).value
            await photos.attach(aPicture(2)).value
            XCTAssertEqual(photos.state.photos.count, 2)
            XCTAssertTrue(photos.state.photos.allSatisfy { $0.state == .toSend(percent: 0) })
            XCTAssertFalse(photos.state.working)
            let waiting = try await desk.phone.members().map(\.unsentPhotos)
            XCTAssertEqual(waiting, [2], "whoever shares the phone sees that they wait")
            try await desk.ana.sync()
            await until { photos.state.photos.allSatisfy { $0.state == .sent } }

            let gone = photos.state.photos[0].id
            let picture = photos.state.pictures[gone]
            await photos.detach(gone).value
            XCTAssertEqual(photos.state.photos.count, 1)
            await photos.undo().value
            XCTAssertEqual(photos.state.photos.count, 2)
            XCTAssertEqual(photos.state.pictures[gone], picture)
            XCTAssertNil(photos.state.removed)
            await photos.undo().value
            XCTAssertEqual(photos.state.photos.count, 2)
        }
    }

    func testWhatIsNoPictureIsSaidAndChangesNothing() async throws {
        let desk = try await Desk()
        let photos = PhotosModel(desk.ana, try await desk.planned("Market"))
        await photos.attach(Data("a film".utf8)).value
        XCTAssertEqual(photos.trouble.map(word(of:)), "invalid")
        XCTAssertEqual(photos.state.photos, [])
        XCTAssertFalse(photos.state.working)
    }

    func testAColleaguesPhotoComesWhenItIsAskedFor() async throws {
        let desk = try await Desk()
        let id = try await desk.planned("Market")
        try await desk.ana.attach(id, aPicture())
        try await desk.ana.sync()
        let ion = try FakePhone(desk.office).joined(desk.office.invite("Ion"), label: "ion")
        try await ion.sync()
        let photos = PhotosModel(ion, id)
        await photos.load().value
        XCTAssertEqual(photos.state.photos.map(\.state), [.elsewhere])
        XCTAssertEqual(photos.state.pictures, [:])
        let photo = photos.state.photos[0].id
        desk.office.online = false
        await photos.fetch(photo).value
        XCTAssertEqual(photos.trouble.map(word(of:)), "offline")
        desk.office.online = true
        await photos.fetch(photo).value
        XCTAssertEqual(photos.state.pictures[photo], aPicture())
    }
}
