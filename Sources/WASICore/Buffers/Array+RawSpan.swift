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
