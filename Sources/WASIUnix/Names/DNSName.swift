import WASICore

/// A name as packets carry it: parts with their lengths in front, in small letters, without the end.
///
/// Names in packets may hold any byte, a dot within a part too, so they are compared in this form and not as text.
struct DNSName: Hashable, Sendable {
    let bytes: [UInt8]

    init(bytes: [UInt8]) { self.bytes = bytes }

    init(_ name: DomainName) {
        var bytes: [UInt8] = []
        for label in name.text.utf8.split(separator: 0x2e) {
            // At most 63, as a domain name has it.
            bytes.append(UInt8(truncatingIfNeeded: label.count))
            bytes.append(contentsOf: label)
        }
        self.bytes = bytes
    }

    /// The name as text, if it is one that could have been asked for.
    var domain: DomainName? {
        var text: [UInt8] = []
        var rest = bytes[...]
        while let count = rest.first {
            let label = rest.dropFirst().prefix(Int(count))
            guard !label.contains(0x2e) else { return nil }
            if !text.isEmpty { text.append(0x2e) }
            text.append(contentsOf: label)
            rest = rest.dropFirst(1 + Int(count))
        }
        return DomainName(String(decoding: text, as: UTF8.self))
    }
}
