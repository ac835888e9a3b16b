// Written and parsed, never built with Apple's tools.

import Foundation
import LocalAuthentication
import Security
import TerenCore

/// Touch ID or Face ID: the Keychain gives the key only to the fingers and the face that are known
/// to the phone now. Whoever teaches it another one makes it forget.
struct FingerOrFace: Biometrics {
    private let service = KeychainService(name: "org.teren.finger")

    static var isThere: Bool {
        LAContext().canEvaluatePolicy(.deviceOwnerAuthenticationWithBiometrics, error: nil)
    }

    func has(_ label: String) -> Bool {
        // Only whether it is there: nobody is asked for a finger here.
        let quiet = LAContext()
        quiet.interactionNotAllowed = true
        var item = service.asked(label)
        item[kSecUseAuthenticationContext] = quiet
        let status = SecItemCopyMatching(item as CFDictionary, nil)
        return status == errSecSuccess || status == errSecInteractionNotAllowed
    }

    func keep(_ label: String, _ key: Data) async throws(Trouble) {
        var failed: Unmanaged<CFError>?
        let access = SecAccessControlCreateWithFlags(
            nil, kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly, .biometryCurrentSet, &failed)
        guard let access else {
            throw .unreadable("the Keychain takes no finger or face: set a passcode first")
        }
        try service.forget(label)
        try service.add(label, key, [kSecAttrAccessControl: access])
    }

    func ask(_ label: String) async throws(Trouble) -> Data? {
        let (service, context) = (service, LAContext())
        // It waits for the finger: not on a thread that actors share.
        return await withCheckedContinuation { waiting in
            DispatchQueue.global(qos: .userInitiated).async {
                let found = try? service.find(label, [kSecUseAuthenticationContext: context])
                // Not shown, not known, taken back: the PIN is there for all of it.
                waiting.resume(returning: found)
            }
        }
    }

    func forget(_ label: String) throws(Trouble) {
        try service.forget(label)
    }
}
