// Written and parsed, never built with Apple's tools.

import CoreLocation
import TerenCore

/// Finds out where the phone is, after asking whether it may; once, and as roughly as will do.
@MainActor
final class Locator: NSObject, CLLocationManagerDelegate {
    static var isThere: Bool { CLLocationManager.locationServicesEnabled() }

    /// None when it may not, or does not find out.
    static func here() async -> Point? {
        let locator = Locator()
        return await withCheckedContinuation { waiting in
            locator.waiting = waiting
            locator.ask()
        }
    }

    private let manager = CLLocationManager()
    private var waiting: CheckedContinuation<Point?, Never>?

    private func ask() {
        manager.delegate = self
        // A session keeps about 1 km and no finer.
        manager.desiredAccuracy = kCLLocationAccuracyKilometer
        if manager.authorizationStatus == .notDetermined {
            manager.requestWhenInUseAuthorization()
        } else {
            manager.requestLocation()
        }
    }

    private func found(_ point: Point?) {
        waiting?.resume(returning: point)
        waiting = nil
    }

    nonisolated func locationManagerDidChangeAuthorization(_ manager: CLLocationManager) {
        let status = manager.authorizationStatus
        MainActor.assumeIsolated {
            switch status {
            case .authorizedWhenInUse, .authorizedAlways: self.manager.requestLocation()
            case .notDetermined: break
            default: found(nil)
            }
        }
    }

    nonisolated func locationManager(
        _ manager: CLLocationManager, didUpdateLocations locations: [CLLocation]
    ) {
        let point = locations.last.map {
            Point(latitude: $0.coordinate.latitude, longitude: $0.coordinate.longitude)
        }
        MainActor.assumeIsolated { found(point) }
    }

    nonisolated func locationManager(
        _ manager: CLLocationManager, didFailWithError error: any Error
    ) {
        MainActor.assumeIsolated { found(nil) }
    }
}
