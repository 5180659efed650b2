import WASICore

/// The bytes of a line while it is being written, kept from line to line.
///
/// One thread writes. Another may read while the first waits in a call, which ``TraceWaiting`` sees to.
@safe
final class TraceBuffer: @unchecked Sendable {
    // No array: each byte that is appended to one is checked for its being shared, which costs more than the byte.
    private var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    @safe @exclusivity(unchecked) private(set) var count = 0

    init(capacity: Int = 1024) {
        self.capacity = max(capacity, 64)
        unsafe base = .allocate(capacity: self.capacity)
    }

    deinit { unsafe base.deallocate() }

    /// Forgets the bytes behind the first few.
    func truncate(to length: Int = 0) { count = min(max(length, 0), count) }

    @inline(__always)
    func append(_ byte: UInt8) {
        if count == capacity { grow(by: 1) }
        unsafe base[count] = byte
        count += 1
    }

    @inline(__always)
    func append(_ text: StaticString) {
        let length = text.utf8CodeUnitCount
        if capacity - count < length { grow(by: length) }
        unsafe (base + count).update(from: text.utf8Start, count: length)
        count += length
    }

    func append(_ bytes: [UInt8]) { unsafe bytes.withUnsafeBytes { unsafe copy($0) } }

    /// What another buffer holds, from an offset on.
    func append(_ other: TraceBuffer, from offset: Int = 0) {
        guard offset >= 0, offset < other.count else { return }
        unsafe copy(UnsafeRawBufferPointer(start: other.base + offset, count: other.count - offset))
    }

    func append(_ text: String) {
        var text = text
        text.withUTF8 { unsafe copy(UnsafeRawBufferPointer($0)) }
    }

    /// A decimal number with zeros in front, up to 19 digits of them.
    func append(decimal value: UInt64, digits: Int = 1) {
        var length = max(1, min(digits, 19))
        var bound: UInt64 = 10
        for _ in 1..<length { bound &*= 10 }
        while value >= bound {
            length += 1
            let (next, overflow) = bound.multipliedReportingOverflow(by: 10)
            if overflow { break }
            bound = next
        }
        if capacity - count < length { grow(by: length) }
        var rest = value
        var place = count + length
        while place > count {
            place -= 1
            unsafe base[place] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        count += length
    }

    /// Replaces a byte that is there.
    func replace(at offset: Int, with byte: UInt8) {
        guard offset >= 0, offset < count else { return }
        unsafe base[offset] = byte
    }

    /// Whether the first byte is this one.
    func begins(with byte: UInt8) -> Bool { unsafe count > 0 && base[0] == byte }

    /// The bytes as text.
    var text: String { unsafe String(decoding: UnsafeBufferPointer(start: base, count: count), as: UTF8.self) }

    /// Lends the bytes from an offset on.
    @inline(__always)
    func withBytes(from offset: Int = 0, _ body: (RawSpan) -> Void) {
        let start = min(max(offset, 0), count)
        unsafe body(UnsafeRawBufferPointer(start: base + start, count: count - start).bytes)
    }

    private func copy(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress else { return }
        if capacity - count < bytes.count { grow(by: bytes.count) }
        unsafe UnsafeMutableRawPointer(base + count).copyMemory(from: source, byteCount: bytes.count)
        count += bytes.count
    }

    @inline(never)
    private func grow(by length: Int) {
        let larger = max(capacity * 2, count + length)
        let next = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        unsafe next.update(from: base, count: count)
        unsafe base.deallocate()
        unsafe base = next
        capacity = larger
    }
}

extension RawSpan {
    /// One byte, which must be there.
    @inline(__always)
    func byte(at offset: Int) -> UInt8 { unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self) }
}
