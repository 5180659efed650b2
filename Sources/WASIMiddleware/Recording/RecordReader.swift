import WASICore

/// Reads the fields of a recording, of which anything can have been written by anybody: nothing is believed.
struct RecordReader {
    let bytes: [UInt8]
    private(set) var position = 0

    /// What is no recording of this version.
    struct Malformed: Error {}

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position >= bytes.count }

    /// Whether these bytes are next; if so, they have been read.
    mutating func skip(_ expected: [UInt8]) -> Bool {
        guard expected.count <= bytes.count - position else { return false }
        for index in expected.indices where bytes[position + index] != expected[index] { return false }
        position += expected.count
        return true
    }

    @inline(__always)
    mutating func byte() throws(Malformed) -> UInt8 {
        guard position < bytes.count else { throw Malformed() }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func number() throws(Malformed) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let byte = try byte()
            let part = UInt64(byte & 0x7f)
            guard shift < 63 || part <= 1 else { throw Malformed() }
            value |= part << shift
            if byte < 0x80 { return value }
            shift += 7
            guard shift < 64 else { throw Malformed() }
        }
    }

    mutating func number<Number: FixedWidthInteger>(as type: Number.Type) throws(Malformed) -> Number {
        guard let number = Number(exactly: try number()) else { throw Malformed() }
        return number
    }

    mutating func signed() throws(Malformed) -> Int64 {
        let value = try number()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    mutating func fixed() throws(Malformed) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: 0, to: 64, by: 8) { value |= UInt64(try byte()) << UInt64(shift) }
        return value
    }

    mutating func flag() throws(Malformed) -> Bool {
        switch try byte() {
        case 0: return false
        case 1: return true
        default: throw Malformed()
        }
    }

    /// So many bytes.
    mutating func take(_ count: Int) throws(Malformed) -> ArraySlice<UInt8> {
        guard count >= 0, count <= bytes.count - position else { throw Malformed() }
        defer { position += count }
        return bytes[position..<position + count]
    }

    mutating func text() throws(Malformed) -> [UInt8] { Array(try take(try number(as: Int.self))) }

    mutating func string() throws(Malformed) -> String { String(decoding: try text(), as: UTF8.self) }

    /// A list. Each element takes at least one byte, so that there are no more than there are bytes.
    mutating func list<Element>(
        _ body: (inout RecordReader) throws(Malformed) -> Element
    ) throws(Malformed) -> [Element] {
        let count = try number(as: Int.self)
        guard count <= bytes.count - position else { throw Malformed() }
        var elements: [Element] = []
        for _ in 0..<count { elements.append(try body(&self)) }
        return elements
    }

    mutating func optional<Value>(_ body: (inout RecordReader) throws(Malformed) -> Value) throws(Malformed) -> Value? {
        try flag() ? try body(&self) : nil
    }

    /// One of an enumeration.
    mutating func choice<Choice: RawRepresentable>(_ type: Choice.Type) throws(Malformed) -> Choice
    where Choice.RawValue: FixedWidthInteger {
        guard let raw = Choice.RawValue(exactly: try byte()), let choice = Choice(rawValue: raw) else { throw Malformed() }
        return choice
    }

    mutating func descriptor() throws(Malformed) -> Descriptor { Descriptor(rawValue: try number(as: UInt32.self)) }

    mutating func time() throws(Malformed) -> Timestamp { Timestamp(rawValue: try number()) }

    mutating func error() throws(Malformed) -> Errno { Errno(rawValue: try number(as: UInt16.self)) }

    mutating func address() throws(Malformed) -> SocketAddress {
        switch try byte() {
        case 0:
            let ip = IPv4Address(rawValue: try number(as: UInt32.self))
            return .ipv4(ip, port: try number(as: UInt16.self))
        case 1:
            let ip = IPv6Address(high: try fixed(), low: try fixed(), scope: try number(as: UInt32.self))
            return .ipv6(ip, port: try number(as: UInt16.self))
        case 2: return .unix(.unnamed)
        case 3: return .unix(.path(try string()))
        case 4: return .unix(.abstract(try string()))
        default: throw Malformed()
        }
    }

    mutating func status() throws(Malformed) -> DescriptorStatus {
        DescriptorStatus(
            type: try choice(FileType.self), flags: DescriptorFlags(rawValue: try number(as: UInt16.self)),
            rights: Rights(rawValue: try number()), inheriting: Rights(rawValue: try number()))
    }

    mutating func option() throws(Malformed) -> SocketOptionValue {
        switch try byte() {
        case 0: return .flag(try flag())
        case 1:
            guard let number = Int32(exactly: try signed()) else { throw Malformed() }
            return .number(number)
        case 2: return .span(try optional { reader throws(Malformed) in try reader.time() })
        case 3: return .name(try string())
        case 4: return .type(try choice(SocketType.self))
        case 5: return .error(try optional { reader throws(Malformed) in try reader.error() })
        default: throw Malformed()
        }
    }
}
