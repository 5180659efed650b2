/// A packet that is not well formed.
struct DNSDamage: Error {}

/// Reads a packet from beginning to end. Nothing that is in a packet can make it read elsewhere, or for long.
struct DNSReader {
    private let bytes: [UInt8]
    private(set) var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func byte() throws(DNSDamage) -> UInt8 {
        guard offset < bytes.count else { throw DNSDamage() }
        defer { offset += 1 }
        return bytes[offset]
    }

    /// A number of two bytes, the higher first.
    mutating func number() throws(DNSDamage) -> UInt16 {
        let high = try byte()
        return UInt16(high) << 8 | UInt16(try byte())
    }

    mutating func bytes(_ count: Int) throws(DNSDamage) -> ArraySlice<UInt8> {
        guard count >= 0, count <= bytes.count - offset else { throw DNSDamage() }
        defer { offset += count }
        return bytes[offset..<offset + count]
    }

    /// A name, in small letters.
    ///
    /// Its end may be a pointer to an earlier place of the packet. Each must lead further back than the one before, so that none
    /// leads round in a circle, and there may be few of them: a packet of 64 KiB could otherwise hold thousands of names of
    /// thousands of pointers each.
    mutating func name() throws(DNSDamage) -> DNSName {
        var name: [UInt8] = []
        var place = offset
        var bound = offset
        var end: Int?
        var jumps = 0
        while true {
            guard place < bytes.count else { throw DNSDamage() }
            let count = bytes[place]
            switch count {
            case 0:
                offset = end ?? place + 1
                return DNSName(bytes: name)
            case 1...63:
                let next = place + 1 + Int(count)
                guard next <= bytes.count, name.count + 1 + Int(count) < 255 else { throw DNSDamage() }
                name.append(count)
                for byte in bytes[place + 1..<next] { name.append(0x41...0x5a ~= byte ? byte | 0x20 : byte) }
                place = next
            case 0xc0...0xff:
                guard place + 1 < bytes.count else { throw DNSDamage() }
                let target = Int(count & 0x3f) << 8 | Int(bytes[place + 1])
                guard target < bound, jumps < 16 else { throw DNSDamage() }
                end = end ?? place + 2
                jumps += 1
                bound = target
                place = target
            // Forms that were tried and given up.
            default: throw DNSDamage()
            }
        }
    }
}
