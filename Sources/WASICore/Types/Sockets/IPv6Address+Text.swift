extension IPv6Address: LosslessStringConvertible {
    /// The address that `text` writes, as RFC 4291 allows it, with the number of its network interface: `fe80::1%2`.
    ///
    /// Interfaces have names too (`%eth0`), which only the machine knows; they are not read.
    public init?(_ text: String) {
        let parts = text.utf8.split(separator: 0x25, maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let (high, low) = readIPv6(first) else { return nil }
        self.init(high: high, low: low)
        if parts.count == 2 {
            guard let scope = UInt32(decimal: parts[1], maximum: .max), scope > 0 else { return nil }
            self.scope = scope
        }
    }

    /// The form of RFC 5952: small letters, no leading zeros, the longest row of zeros left out; `::ffff:127.0.0.1` for an
    /// address that stands for one of version 4.
    public var description: String {
        var text: String
        if let mapped {
            text = "::ffff:\(mapped)"
        } else {
            text = ""
            let groups = self.groups
            let left = longestZeros(groups)
            for (index, group) in groups.enumerated() where !left.contains(index) {
                // One of the two colons stands behind every group but the last, the other here.
                text += index == left.upperBound && !left.isEmpty ? "::" : index > 0 ? ":" : ""
                text += String(group, radix: 16)
            }
            if left.upperBound == groups.count { text += "::" }
        }
        return scope == 0 ? text : "\(text)%\(scope)"
    }

    /// The eight numbers that are written between colons.
    private var groups: [UInt16] {
        [high, low].flatMap { half in [48, 32, 16, 0].map { UInt16(truncatingIfNeeded: half >> UInt64($0)) } }
    }
}

/// The first of the longest rows of at least two zeros; empty if there is none.
private func longestZeros(_ groups: [UInt16]) -> Range<Int> {
    var longest = 0..<0
    var start = 0
    for index in 0...groups.count where index == groups.count || groups[index] != 0 {
        if index - start > max(longest.count, 1) { longest = start..<index }
        start = index + 1
    }
    return longest
}

private func readIPv6(_ text: Substring.UTF8View) -> (high: UInt64, low: UInt64)? {
    // The longest there is: six groups of four digits, and an address of version 4.
    guard text.count <= 45 else { return nil }
    var parts = text.split(separator: 0x3a, omittingEmptySubsequences: false)[...]
    guard parts.count >= 3 else { return nil }

    // Where the zeros are that `::` leaves out: at the one empty part. At an end of the text, there are two such parts.
    if parts.first?.isEmpty == true {
        parts.removeFirst()
        guard parts.first?.isEmpty == true else { return nil }
    }
    if parts.last?.isEmpty == true {
        parts.removeLast()
        guard parts.last?.isEmpty == true else { return nil }
    }
    var groups: [UInt16] = []
    var gap: Int?
    for (index, part) in zip(parts.indices, parts) {
        if part.isEmpty {
            guard gap == nil else { return nil }
            gap = groups.count
        } else if index == parts.endIndex - 1, part.contains(0x2e) {
            guard let address = IPv4Address(bytes: part) else { return nil }
            groups.append(UInt16(truncatingIfNeeded: address.rawValue >> 16))
            groups.append(UInt16(truncatingIfNeeded: address.rawValue))
        } else {
            guard let group = readGroup(part) else { return nil }
            groups.append(group)
        }
    }
    if let gap {
        // It stands for one group at least.
        guard groups.count < 8 else { return nil }
        groups.insert(contentsOf: repeatElement(0, count: 8 - groups.count), at: gap)
    }
    guard groups.count == 8 else { return nil }
    let high = groups[..<4].reduce(0 as UInt64) { $0 << 16 | UInt64($1) }
    let low = groups[4...].reduce(0 as UInt64) { $0 << 16 | UInt64($1) }
    return (high, low)
}

/// One to four hexadecimal digits.
private func readGroup(_ text: Substring.UTF8View) -> UInt16? {
    guard 1...4 ~= text.count else { return nil }
    var group: UInt16 = 0
    for byte in text {
        let digit: UInt8
        switch byte {
        case 0x30...0x39: digit = byte - 0x30
        case 0x41...0x46: digit = byte - 0x41 + 10
        case 0x61...0x66: digit = byte - 0x61 + 10
        default: return nil
        }
        group = group << 4 | UInt16(digit)
    }
    return group
}
