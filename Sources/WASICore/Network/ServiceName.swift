extension String {
    /// Whether the text can be the name of a service, as `/etc/services` has them. One letter at least tells it from a bad number.
    package var isServiceName: Bool {
        guard 1...63 ~= utf8.count else { return false }
        var hasLetter = false
        for byte in utf8 {
            switch byte {
            case 0x41...0x5a, 0x61...0x7a: hasLetter = true
            case 0x30...0x39, 0x2d, 0x2b, 0x2e, 0x5f: break
            default: return false
            }
        }
        return hasLetter
    }
}
