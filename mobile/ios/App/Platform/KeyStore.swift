// Written and parsed, never built with Apple's tools.

import Foundation
import Security
import TerenCore

/// The Keychain. What it keeps for the app never goes into a backup nor to another phone, and is
/// there once the phone was unlocked after it was started.
struct KeyStore: Keys {
    private static let bytes = 32
    private let stores = KeychainService(name: "org.teren.store")
    private let own = KeychainService(name: "org.teren.device")

    func device() throws(Trouble) -> Data {
        try drawn(own, "device")
    }

    func store(_ label: String) throws(Trouble) -> Data {
        try drawn(stores, label)
    }

    func keep(_ label: String, _ key: Data) throws(Trouble) {
        try stores.forget(label)
        try stores.keep(label, key)
    }

    func forget(_ label: String) throws(Trouble) {
        try stores.forget(label)
    }

    var biometrics: (any Biometrics)? {
        FingerOrFace.isThere ? FingerOrFace() : nil
    }

    private func drawn(_ service: KeychainService, _ name: String) throws(Trouble) -> Data {
        if let key = try service.find(name) {
            guard key.count == Self.bytes else {
                throw .unreadable("the Keychain gave a key of another length")
            }
            return key
        }
        var key = [UInt8](repeating: 0, count: Self.bytes)
        let status = SecRandomCopyBytes(kSecRandomDefault, key.count, &key)
        guard status == errSecSuccess else { throw KeychainService.said(status) }
        try service.keep(name, Data(key))
        return Data(key)
    }
}

/// Generic passwords of one service, each found by a name.
struct KeychainService {
    let name: String

    func find(_ account: String, _ more: [CFString: Any] = [:]) throws(Trouble) -> Data? {
        var item = asked(account).merging(more) { $1 }
        item[kSecReturnData] = true
        var found: CFTypeRef?
        let status = SecItemCopyMatching(item as CFDictionary, &found)
        if status == errSecItemNotFound { return nil }
        guard status == errSecSuccess, let key = found as? Data else { throw Self.said(status) }
        return key
    }

    func keep(_ account: String, _ key: Data) throws(Trouble) {
        try add(account, key, [
            kSecAttrAccessible: kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly
        ])
    }

    func add(_ account: String, _ key: Data, _ more: [CFString: Any]) throws(Trouble) {
        var item = asked(account).merging(more) { $1 }
        item[kSecValueData] = key
        let status = SecItemAdd(item as CFDictionary, nil)
        guard status == errSecSuccess else { throw Self.said(status) }
    }

    func forget(_ account: String) throws(Trouble) {
        let status = SecItemDelete(asked(account) as CFDictionary)
        guard status == errSecSuccess || status == errSecItemNotFound else {
            throw Self.said(status)
        }
    }

    func asked(_ account: String) -> [CFString: Any] {
        [kSecClass: kSecClassGenericPassword, kSecAttrService: name, kSecAttrAccount: account]
    }

    static func said(_ status: OSStatus) -> Trouble {
        let words = SecCopyErrorMessageString(status, nil) as String? ?? "\(status)"
        return .unreadable("the Keychain gave no key: \(words)")
    }
}
