/// A name of the domain name system in the one form in which names are compared: small letters, no dot at the end.
///
/// Only what a name server can be asked is one: letters, digits, `-` and `_` in parts of at most 63, at most 253 in all. Names in
/// other scripts are written in their `xn--` form. What ends in a number is an address to some resolvers (`127.1`, `0x7f.1`,
/// `2130706433`) and so is no name, whatever a rule says.
package struct DomainName: Hashable, Sendable, CustomStringConvertible {
    /// The name.
    package let text: String

    package init?(_ text: some StringProtocol) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(64)
        // One dot may end it; a name has at most 253 bytes without.
        for byte in text.utf8.prefix(255) {
            switch byte {
            case 0x41...0x5a: bytes.append(byte | 0x20)
            case 0x61...0x7a, 0x30...0x39, 0x2d, 0x2e, 0x5f: bytes.append(byte)
            default: return nil
            }
        }
        if bytes.last == 0x2e { bytes.removeLast() }
        guard 1...253 ~= bytes.count else { return nil }
        let labels = bytes.split(separator: 0x2e, omittingEmptySubsequences: false)
        guard labels.allSatisfy({ 1...63 ~= $0.count }), let last = labels.last, !isNumber(last) else { return nil }
        self.text = String(decoding: bytes, as: UTF8.self)
    }

    package var description: String { text }

    /// Whether the name means this machine, and is never asked for elsewhere: `localhost` and all below it (RFC 6761).
    package var isLocalhost: Bool { text == "localhost" || text.hasSuffix(".localhost") }

    /// Whether the name is below another one.
    package func isBelow(_ other: DomainName) -> Bool { text.hasSuffix(".\(other.text)") }
}

/// Whether a part reads as a number: `127`, `0177`, `0x7f`, `0x`.
private func isNumber(_ label: ArraySlice<UInt8>) -> Bool {
    if label.allSatisfy({ 0x30...0x39 ~= $0 }) { return true }
    return label.starts(with: [0x30, 0x78]) && label.dropFirst(2).allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }
}
