import WASICore

/// What a name server is asked for.
struct DNSQuestion: Hashable, Sendable {
    /// A type of record.
    enum Kind: UInt16, Hashable, Sendable {
        /// Addresses of version 4: A.
        case version4 = 1
        /// Addresses of version 6: AAAA.
        case version6 = 28
    }

    let name: DNSName
    let kind: Kind

    init(_ name: DomainName, _ kind: Kind) {
        self.name = DNSName(name)
        self.kind = kind
    }

    /// The packet that asks the question (RFC 1035), and asks the server to follow aliases and other servers itself.
    ///
    /// Without extensions (EDNS): whatever a server is, it understands this, and what is too long for a datagram is asked for
    /// again over TCP.
    func packet(id: UInt16) -> [UInt8] {
        var packet: [UInt8] = [UInt8(id >> 8), UInt8(truncatingIfNeeded: id)]
        // A standard query, recursion desired; one question, no records.
        packet += [0x01, 0x00, 0, 1, 0, 0, 0, 0, 0, 0]
        packet += name.bytes
        // The end of the name, the type, and the class: the internet.
        packet += [0, UInt8(kind.rawValue >> 8), UInt8(truncatingIfNeeded: kind.rawValue), 0, 1]
        return packet
    }
}
