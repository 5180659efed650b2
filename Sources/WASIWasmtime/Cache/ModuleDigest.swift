import Crypto

/// The SHA-256 of a module's bytes, by which its code is kept.
package struct ModuleDigest: Hashable {
    package let bytes: [UInt8]
    static let byteCount = 32

    package init(of module: [UInt8]) {
        var hash = SHA256()
        unsafe module.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
        bytes = Array(hash.finalize())
    }

    /// A digest that has been stored. `nil` if it cannot be one.
    init?(_ bytes: [UInt8]) {
        guard bytes.count == ModuleDigest.byteCount else { return nil }
        self.bytes = bytes
    }

    /// Lower-case hexadecimal.
    package var text: String { hexadecimal(bytes) }
}

/// Lower-case hexadecimal, two digits a byte.
func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 2)
    for byte in bytes {
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
}
