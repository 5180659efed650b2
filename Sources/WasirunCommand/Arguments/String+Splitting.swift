extension StringProtocol {
    /// What stands before and behind the first `separator`, by bytes and not by characters: arguments are bytes to the host,
    /// and a combining mark behind a separator must not hide it.
    func split(atFirst separator: String) -> (before: String, behind: String)? {
        let pattern = Array(separator.utf8)
        let bytes = Array(utf8)
        guard !pattern.isEmpty, bytes.count >= pattern.count else { return nil }
        for start in 0...(bytes.count - pattern.count) where bytes[start...].starts(with: pattern) {
            return (
                String(decoding: bytes[..<start], as: UTF8.self),
                String(decoding: bytes[(start + pattern.count)...], as: UTF8.self)
            )
        }
        return nil
    }

    /// What stands before `suffix`, by bytes.
    func removing(suffix: String) -> String? {
        let pattern = Array(suffix.utf8)
        let bytes = Array(utf8)
        guard bytes.suffix(pattern.count).elementsEqual(pattern) else { return nil }
        return String(decoding: bytes.dropLast(pattern.count), as: UTF8.self)
    }
}
