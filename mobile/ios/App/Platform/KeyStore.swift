// Written and parsed, never built with Apple's tools.

import Foundation
import Security
import TerenCore

/// The key of each member's store, in the Keychain: made once, never backed up, never synced to
/// another phone, there once the phone was unlocked after it was started.
enum KeyStore {
    private static let service = "org.teren.store"
    private static let bytes = 32

    /// The key of the member who is found as `label`; a new one when there is none.
    static func key(of label: String) throws(Trouble) -> Data {
        if let key = try find(label) { return key }
        let key = try random()
        var item = asked(label)
        item[kSecValueData] = key
        item[kSecAttrAccessible] = kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly
        let status = SecItemAdd(item as CFDictionary, nil)
        guard status == errSecSuccess else { throw said(status) }
        return key
    }

    private static func find(_ label: String) throws(Trouble) -> Data? {
        var item = asked(label)
        item[kSecReturnData] = true
        var found: CFTypeRef?
        let status = SecItemCopyMatching(item as CFDictionary, &found)
        if status == errSecItemNotFound { return nil }
        guard status == errSecSuccess, let key = found as? Data, key.count == bytes else {
            throw said(status)
        }
        return key
    }

    private static func random() throws(Trouble) -> Data {
        var key = [UInt8](repeating: 0, count: bytes)
        let status = SecRandomCopyBytes(kSecRandomDefault, bytes, &key)
        guard status == errSecSuccess else { throw said(status) }
        return Data(key)
    }

    private static func asked(_ label: String) -> [CFString: Any] {
        [kSecClass: kSecClassGenericPassword, kSecAttrService: service, kSecAttrAccount: label]
    }

    private static func said(_ status: OSStatus) -> Trouble {
        let words = SecCopyErrorMessageString(status, nil) as String? ?? "\(status)"
        return .unreadable("the Keychain gave no key: \(words)")
    }
}
