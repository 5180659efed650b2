extension [UInt8] {
    /// Appends a copy of bytes.
    public mutating func append(copying bytes: RawSpan) {
        unsafe bytes.withUnsafeBytes { unsafe append(contentsOf: $0) }
    }
}

extension ScatterBuffers {
    /// Copies part of an array in, as far as it fits.
    ///
    /// - Returns: How many bytes were copied.
    package mutating func store(_ bytes: [UInt8], in range: Range<Int>) -> Int {
        store(unsafe bytes.span.extracting(range).bytes)
    }
}

extension [UInt8] {
    /// The bytes of a write from an offset on, at most so many: a guest may offer gigabytes.
    package init(copying buffers: borrowing GatherBuffers, from offset: Int = 0, atMost limit: Int) {
        self = []
        reserveCapacity(Swift.max(0, Swift.min(limit, buffers.byteCount - offset)))
        var skipped = 0
        buffers.visit { segment in
            let start = Swift.min(offset - skipped, segment.byteCount)
            skipped += start
            let length = Swift.min(segment.byteCount - start, limit - count)
            if length > 0 { append(copying: segment.extracting(start..<start + length)) }
        }
    }
}
