import WASICore

/// Writes the fields of a recording.
struct RecordWriter {
    var bytes: [UInt8] = []

    /// Seven bits a byte, the lowest first; the highest bit says that more follow.
    @inline(__always)
    mutating func number(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    @inline(__always)
    mutating func number(_ value: Int) { number(UInt64(clamping: value)) }

    /// With the sign in the lowest bit.
    mutating func signed(_ value: Int64) { number(UInt64(bitPattern: value << 1 ^ value >> 63)) }

    @inline(__always)
    mutating func byte(_ value: UInt8) { bytes.append(value) }

    mutating func flag(_ value: Bool) { bytes.append(value ? 1 : 0) }

    @inline(__always)
    mutating func descriptor(_ fd: Descriptor) { number(UInt64(fd.rawValue)) }

    /// Eight bytes, the lowest first.
    mutating func fixed(_ value: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift))) }
    }

    /// Bytes with their number before them.
    mutating func text(_ text: [UInt8]) {
        number(text.count)
        bytes += text
    }

    mutating func text(_ text: String) { self.text(Array(text.utf8)) }

    mutating func text(_ span: RawSpan) {
        number(span.byteCount)
        append(span)
    }

    /// A list with the number of its elements before it.
    mutating func list<Element>(_ elements: [Element], _ body: (inout RecordWriter, Element) -> Void) {
        number(elements.count)
        for element in elements { body(&self, element) }
    }

    /// 1 and the value, or 0.
    mutating func optional<Value>(_ value: Value?, _ body: (inout RecordWriter, Value) -> Void) {
        flag(value != nil)
        if let value { body(&self, value) }
    }

    mutating func address(_ address: SocketAddress) {
        switch address {
        case .ipv4(let ip, let port):
            byte(0)
            number(UInt64(ip.rawValue))
            number(UInt64(port))
        case .ipv6(let ip, let port):
            byte(1)
            fixed(ip.high)
            fixed(ip.low)
            number(UInt64(ip.scope))
            number(UInt64(port))
        case .unix(.unnamed): byte(2)
        case .unix(.path(let path)):
            byte(3)
            text(path)
        case .unix(.abstract(let name)):
            byte(4)
            text(name)
        }
    }

    mutating func status(_ status: DescriptorStatus) {
        byte(status.type.rawValue)
        number(UInt64(status.flags.rawValue))
        number(status.rights.rawValue)
        number(status.inheriting.rawValue)
    }
}
