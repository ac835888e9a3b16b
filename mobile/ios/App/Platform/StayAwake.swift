// Written and parsed, never built with Apple's tools.

import SwiftUI

extension View {
    /// The glass stays bright for as long as this is shown: nobody touches it, and others look at
    /// it.
    func stayingAwake() -> some View {
        onAppear { UIApplication.shared.isIdleTimerDisabled = true }
            .onDisappear { UIApplication.shared.isIdleTimerDisabled = false }
    }
}
