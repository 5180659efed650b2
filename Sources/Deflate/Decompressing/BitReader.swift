/// Bits one behind the other, the lowest of a byte first.
struct BitReader {
    private let bytes: [UInt8]
    private var offset: Int
    private var pending: UInt64 = 0
    private var pendingCount = 0

    init(_ bytes: [UInt8], from offset: Int) {
        self.bytes = bytes
        self.offset = offset
    }

    /// Has at least 32 bits ready, or all that are left.
    private mutating func fill() {
        while pendingCount <= 56, offset < bytes.count {
            pending |= UInt64(bytes[offset]) << UInt64(pendingCount)
            pendingCount += 8
            offset += 1
        }
    }

    /// The next bits, at most 32, without taking them; behind the end there are zeros.
    mutating func peek(_ count: Int) -> Int {
        if pendingCount < count { fill() }
        return Int(truncatingIfNeeded: pending & (1 << UInt64(count) - 1))
    }

    /// Takes bits that were looked at.
    mutating func skip(_ count: Int) throws(DeflateError) {
        guard count <= pendingCount else { throw .truncated }
        pending >>= UInt64(count)
        pendingCount -= count
    }

    /// Takes the next bits, at most 32.
    mutating func take(_ count: Int) throws(DeflateError) -> Int {
        let bits = peek(count)
        try skip(count)
        return bits
    }

    /// Leaves out what is left of a byte.
    mutating func align() {
        let rest = pendingCount & 7
        pending >>= UInt64(rest)
        pendingCount -= rest
    }

    /// Takes whole bytes, behind ``align()``.
    mutating func takeBytes(_ count: Int) throws(DeflateError) -> ArraySlice<UInt8> {
        let start = byteOffset
        guard count <= bytes.count - start else { throw .truncated }
        offset = start + count
        pending = 0
        pendingCount = 0
        return bytes[start..<offset]
    }

    /// Where the next whole byte is.
    var byteOffset: Int { offset - pendingCount / 8 }
}
