extension String {
    /// The text of UTF-8 bytes; what is malformed becomes U+FFFD.
    public init(repairing bytes: RawSpan) {
        self = unsafe bytes.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
    }
}
