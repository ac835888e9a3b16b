import Foundation
import TerenCore
import TerenFake
import TerenModel
import XCTest

/// A hand-over that one phone shows as codes and another reads, over the library and the fake.
@MainActor
final class CodesContract: XCTestCase {
    func testAHandOverIsReadInAnyOrderTheRestAnotherDayAndTakenIn() async throws {
        try await inBothWorlds { world in
            let (ana, ion) = (try await world.join("Ana"), try await world.join("Ion"))
            for phone in [ana, ion] { try await phone.sync() }
            try world.line(false)
            let id = try await ana.begin(school(ana) + [.title("Grade 9")])
            // Words that cannot be made much smaller, so that one code does not do.
            let words = (1...60).map { "\($0 * $0 * 7919)" }.joined(separator: " ")
            try await ana.writeNotes(id, shown: "", wanted: words)

            let showing = ShowCodesModel(ana, try world.phone("Ana"))
            await showing.open(id).value
            let codes = try XCTUnwrap(showing.state.codes)
            XCTAssertGreaterThan(codes.count, 2)
            var order = Seeded(UInt64(codes.count))
            let numbers = (1...codes.count).shuffled(using: &order)
            let (late, early) = (numbers.prefix(2), numbers.dropFirst(2))

            let kept = FakeKept()
            let first = ReadCodesModel(ion, try world.phone("Ion"), kept)
            for number in Array(early) + [early.last!] { await first.seen(codes[number - 1])?.value }
            XCTAssertNil(first.trouble)
            let progress = CodesProgress(
                have: early.count, of: codes.count, missing: late.sorted())
            XCTAssertEqual(first.state.progress, progress)
            await first.seen("https://example.org")?.value
            XCTAssertEqual(first.trouble.map(word(of:)), "handOver")
            await showing.open(nil).value
            let other = try XCTUnwrap(showing.state.codes?.first)
            await first.seen(other)?.value
            XCTAssertEqual(first.trouble.map(word(of:)), "handOver")
            XCTAssertEqual(first.state.progress, progress, "what was read stays")

            // The app was ended meanwhile.
            let second = ReadCodesModel(ion, try world.phone("Ion"), kept)
            await second.settled()
            XCTAssertEqual(second.state.progress, progress)
            for number in late { await second.seen(codes[number - 1])?.value }
            XCTAssertNil(second.trouble)
            XCTAssertEqual(second.state.taken?.map(\.from), ["Ana"])
            XCTAssertEqual(second.state.taken?.first?.sessions.map(\.became), [.new])
            let taken = try await ion.session(id)
            XCTAssertEqual(taken.title, "Grade 9")
            XCTAssertEqual(taken.notes, words)
            let third = ReadCodesModel(ion, try world.phone("Ion"), kept)
            await third.settled()
            XCTAssertEqual(third.state.progress, .nothing, "nothing is left of it")
            await ana.close()
            await ion.close()
        }
    }
}

/// The same numbers for the same seed.
private struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) {
        state = seed
    }

    /// Knuth's MMIX.
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state
    }
}
