/// Bits one behind the other, the lowest of a byte first.
struct BitWriter {
    private(set) var bytes: [UInt8] = []
    private var pending: UInt64 = 0
    private var pendingCount = 0

    init(capacity: Int) { bytes.reserveCapacity(capacity) }

    /// Adds the low bits of a number, at most 32.
    mutating func write(_ bits: UInt32, _ count: Int) {
        pending |= UInt64(bits) << UInt64(pendingCount)
        pendingCount += count
        while pendingCount >= 8 {
            bytes.append(UInt8(truncatingIfNeeded: pending))
            pending >>= 8
            pendingCount -= 8
        }
    }

    /// Fills the last byte with zeros.
    mutating func align() {
        if pendingCount > 0 { write(0, 8 - pendingCount) }
    }

    /// Adds whole bytes, behind ``align()``.
    mutating func append(_ slice: ArraySlice<UInt8>) { bytes += slice }

    consuming func finish() -> [UInt8] {
        align()
        return bytes
    }
}
