import WASICore

extension RecordWriter {
    mutating func append(_ span: RawSpan) {
        unsafe span.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    }

    /// The first `count` bytes of what a call has moved.
    mutating func append(_ buffers: TransferBuffers, first count: Int) {
        buffers.visit(first: count) { append($0) }
    }
}

extension [UInt8] {
    /// Lets `body` see the bytes.
    func withRawSpan<Value, Failure: Error>(_ body: (RawSpan) throws(Failure) -> Value) throws(Failure) -> Value {
        try unsafe body(span.bytes)
    }

    /// Lets `body` have room of so many bytes, at most 64 MiB, that begins with these.
    func withBuffers<Value>(of count: Int, _ body: (TransferBuffers) -> Value) -> Value {
        var room = self + [UInt8](repeating: 0, count: Swift.max(0, Swift.min(count, 64 << 20) - self.count))
        var span = room.mutableSpan
        var bytes = unsafe span.mutableBytes
        return body(TransferBuffers(&bytes))
    }
}

/// The sum by which a recording knows its own contents, and what a program wrote: ten times as quick as a CRC, and for mistakes rather
/// than for forgers. A change within eight bytes of their own is always seen.
struct ContentSum {
    private(set) var value: UInt64 = 0

    init() {}

    /// The sum of bytes in one piece.
    init(_ bytes: [UInt8]) { bytes.withRawSpan { add($0) } }

    /// Adds a segment.
    mutating func add(_ span: RawSpan) {
        let factor: UInt64 = 0x9e37_79b9_7f4a_7c15
        // Four independent chains, so that a processor works on all of them at a time.
        var (a, b, c, d) = (value ^ 1, value ^ 2, value ^ 3, value ^ 4)
        unsafe span.withUnsafeBytes { bytes in
            var offset = 0
            while bytes.count - offset >= 32 {
                a = unsafe turned((a ^ word(bytes, offset)) &* factor)
                b = unsafe turned((b ^ word(bytes, offset + 8)) &* factor)
                c = unsafe turned((c ^ word(bytes, offset + 16)) &* factor)
                d = unsafe turned((d ^ word(bytes, offset + 24)) &* factor)
                offset += 32
            }
            // The rest one after the other; what is missing of the last word is zero.
            while offset < bytes.count {
                let count = min(8, bytes.count - offset)
                var last: UInt64 = 0
                for index in 0..<count { unsafe last |= UInt64(bytes[offset + index]) << UInt64(index * 8) }
                a = turned((a ^ last) &* factor)
                offset += count
            }
        }
        var sum = UInt64(span.byteCount)
        sum = turned((sum ^ a) &* factor)
        sum = turned((sum ^ b) &* factor)
        sum = turned((sum ^ c) &* factor)
        sum = turned((sum ^ d) &* factor)
        value = sum ^ sum >> 32
    }
}

@unsafe
@inline(__always)
private func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
    unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
}

@inline(__always)
private func turned(_ word: UInt64) -> UInt64 { word << 29 | word >> 35 }
