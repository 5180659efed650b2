/// Bits one behind the other, the lowest of a byte first.
@safe
struct BitWriter: ~Copyable {
    // No array: each byte that is appended to one is checked for its being shared, which costs more than the bits.
    private var base: UnsafeMutableRawPointer
    private var capacity: Int
    private var count = 0
    private var pending: UInt64 = 0
    private var pendingCount = 0

    init(capacity: Int) {
        self.capacity = max(capacity, 64)
        unsafe base = .allocate(byteCount: self.capacity, alignment: 8)
    }

    deinit { unsafe base.deallocate() }

    /// Adds the low bits of a number, at most 32; the others must be 0.
    @inline(__always)
    mutating func write(_ bits: UInt32, _ count: Int) {
        pending |= UInt64(bits) << UInt64(truncatingIfNeeded: pendingCount)
        pendingCount += count
        // Fewer than eight bits are left over each time, so that 32 more always find room.
        if self.count + 8 > capacity { grow(by: 8) }
        unsafe base.storeBytes(of: pending.littleEndian, toByteOffset: self.count, as: UInt64.self)
        self.count += pendingCount >> 3
        pending >>= UInt64(truncatingIfNeeded: pendingCount & ~7)
        pendingCount &= 7
    }

    /// Fills the last byte with zeros.
    mutating func align() {
        if pendingCount > 0 { write(0, 8 - pendingCount) }
    }

    /// Adds whole bytes, behind ``align()``.
    mutating func append(_ slice: ArraySlice<UInt8>) {
        if count + slice.count > capacity { grow(by: slice.count) }
        unsafe slice.withUnsafeBytes { bytes in
            guard let source = bytes.baseAddress else { return }
            unsafe (base + count).copyMemory(from: source, byteCount: bytes.count)
        }
        count += slice.count
    }

    /// All bytes, the last one filled with zeros.
    mutating func finish() -> [UInt8] {
        align()
        return unsafe [UInt8](UnsafeRawBufferPointer(start: base, count: count))
    }

    @inline(never)
    private mutating func grow(by length: Int) {
        let larger = max(capacity * 2, count + length)
        let next = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 8)
        unsafe next.copyMemory(from: base, byteCount: count)
        unsafe base.deallocate()
        unsafe base = next
        capacity = larger
    }
}
