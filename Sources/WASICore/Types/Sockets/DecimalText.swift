extension UInt32 {
    /// The number that decimal digits write: no sign, no leading zero, at most `maximum`.
    ///
    /// Addresses are read strictly. A leading zero means octal to some readers and nothing to others, and an address that two
    /// readers take for different ones gets past a rule.
    init?(decimal digits: Substring.UTF8View, maximum: UInt32) {
        guard let first = digits.first, first != 0x30 || digits.count == 1 else { return nil }
        var number: UInt32 = 0
        for digit in digits {
            guard 0x30...0x39 ~= digit else { return nil }
            let (tenfold, overflow) = number.multipliedReportingOverflow(by: 10)
            let (next, carry) = tenfold.addingReportingOverflow(UInt32(digit - 0x30))
            guard !overflow, !carry, next <= maximum else { return nil }
            number = next
        }
        self = number
    }
}

extension UInt16 {
    /// A port, in decimal digits.
    package init?(port text: some StringProtocol) {
        guard let number = UInt32(decimal: Substring(text).utf8, maximum: UInt32(UInt16.max)) else { return nil }
        self = UInt16(truncatingIfNeeded: number)
    }
}
