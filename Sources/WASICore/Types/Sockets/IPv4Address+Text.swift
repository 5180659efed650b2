extension IPv4Address: LosslessStringConvertible {
    /// The address that `text` writes as four decimal numbers: `127.0.0.1`.
    ///
    /// No other form is one: not `127.1`, `0x7f.0.0.1`, `0177.0.0.1` or `2130706433`, which some systems read.
    public init?(_ text: String) {
        self.init(bytes: text.utf8[...])
    }

    init?(bytes: Substring.UTF8View) {
        var address: UInt32 = 0
        var count = 0
        for part in bytes.split(separator: 0x2e, maxSplits: 4, omittingEmptySubsequences: false) {
            guard let byte = UInt32(decimal: part, maximum: 255) else { return nil }
            address = address << 8 | byte
            count += 1
        }
        guard count == 4 else { return nil }
        self.init(rawValue: address)
    }

    /// Four decimal numbers: `127.0.0.1`.
    public var description: String {
        "\(rawValue >> 24).\(rawValue >> 16 & 255).\(rawValue >> 8 & 255).\(rawValue & 255)"
    }
}
