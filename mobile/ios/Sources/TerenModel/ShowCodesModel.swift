import Foundation
import TerenCore

public struct ShowCodesState {
    /// The session that is handed over; all that is unsent when none is named.
    public let session: String?
    /// None until they are made; empty when the work is too much for codes.
    public var codes: [String]?
    /// Whether they were shown already, and not to their end.
    public var begun = false
    /// Whether one of them is on the glass.
    public var showing = false
    /// Which one, from 0.
    public var at = 0
    /// Whether they turn by themselves.
    public var turning = true
    /// A file that is ready to be given away in their place.
    public var file: HandedOver?

    public var areMany: Bool { (codes ?? []).count > many }
}

/// Shows work as codes for the camera of another phone. It outlives its screen: whoever comes back
/// goes on with the same codes, since those that are made anew are of another hand-over.
public final class ShowCodesModel: Model<ShowCodesState> {
    /// Enough for an old camera to find its focus; 64 codes, the most there are, take 45 s.
    public static var turnsAfter: Duration { .milliseconds(700) }

    private let teren: any Teren
    private let phone: any Phone
    private let pause: () async throws -> Void
    private var made: Data?

    public init(
        _ teren: any Teren, _ phone: any Phone,
        pause: @escaping () async throws -> Void = {
            try await Task.sleep(for: ShowCodesModel.turnsAfter)
        }
    ) {
        self.teren = teren
        self.phone = phone
        self.pause = pause
        super.init(ShowCodesState(session: nil))
    }

    /// The screen opens for a session, or for all that is unsent.
    @discardableResult
    public func open(_ session: String?) -> Task<Void, Never> {
        act { [self] () throws(Trouble) in
            if state.session == session && state.codes != nil {
                show { $0.showing = false }
            } else {
                try await make(session)
            }
        }
    }

    /// Begins anew, with all that was written since.
    @discardableResult
    public func renew() -> Task<Void, Never> {
        act { [self] () throws(Trouble) in try await make(state.session) }
    }

    /// Makes a file of it after all.
    public func share() {
        show { [made, teren] in $0.file = made.map { HandedOver($0, of: teren.me) } }
    }

    /// The file was given away, or not wanted after all.
    public func given() {
        show { $0.file = nil }
    }

    public func begin() {
        show { $0.showing = true; $0.begun = true; $0.turning = true }
    }

    /// Turns the codes as long as somebody looks.
    public func turn() async {
        while (try? await pause()) != nil {
            if state.turning { next() }
        }
    }

    /// Behind the last code comes the first.
    public func next() {
        show { $0.at = ($0.at + 1) % max(1, ($0.codes ?? []).count) }
    }

    /// Keeps the one on the glass, or lets them go on.
    public func hold(_ still: Bool) {
        show { $0.turning = !still }
    }

    /// The other phone has all of them.
    public func done() {
        made = nil
        show { $0 = ShowCodesState(session: $0.session) }
    }

    private func make(_ session: String?) async throws(Trouble) {
        show { $0 = ShowCodesState(session: session) }
        let file: Data
        if let session {
            file = try await teren.handOver([session])
        } else {
            file = try await teren.handOverUnsent()
        }
        made = file
        var codes: [String] = []
        do throws(Trouble) {
            codes = try await phone.codes(of: file)
        } catch .handOver {
            // Too much for codes: it can be shared as a file.
        }
        show { [codes] in $0.codes = codes }
    }
}

/// More than this takes 15 s a round, and several rounds: a file is quicker.
private let many = 20
