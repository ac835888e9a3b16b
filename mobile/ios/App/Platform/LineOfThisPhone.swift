// Written and parsed, never built with Apple's tools.

import Network
import TerenCore

/// Whether the system has a way to the network, of whatever kind.
@MainActor
final class LineOfThisPhone: Line {
    func back() -> AsyncStream<Void> {
        let (stream, telling) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let monitor = NWPathMonitor()
        let before = Before()
        monitor.pathUpdateHandler = { path in
            let isThere = path.status == .satisfied
            // The first word says how it is, not that it came back.
            if isThere && before.wasThere == false { telling.yield() }
            before.wasThere = isThere
        }
        telling.onTermination = { _ in monitor.cancel() }
        monitor.start(queue: DispatchQueue(label: "org.teren.line"))
        return stream
    }

    /// Used on the monitor's queue alone.
    private final class Before: @unchecked Sendable {
        var wasThere: Bool?
    }
}
