extension TraceWriter {
    mutating func raw(_ text: StaticString) { text.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) } }

    /// Shows the line.
    func show(_ body: (RawSpan) -> Void) { unsafe bytes.withUnsafeBytes { unsafe body($0.bytes) } }
}

extension RawSpan {
    /// One byte, which must be there.
    func byte(at offset: Int) -> UInt8 { unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self) }
}
