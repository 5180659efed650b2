/// Finds where bytes have occurred before.
struct Matcher {
    static let shortest = 3
    static let longest = 258
    static let window = 1 << 15
    private static let hashBits = 15

    /// The last place of each hash, and for each place the one before with the same hash; -1 for none.
    private var heads = [Int32](repeating: -1, count: 1 << Matcher.hashBits)
    private var previous = [Int32](repeating: -1, count: Matcher.window)
    /// How many earlier places are tried.
    private static let depth = 48

    /// Notes a place, which must have three bytes behind it.
    mutating func note(_ place: Int, in bytes: [UInt8]) {
        let hash = Matcher.hash(place, bytes)
        previous[place & (Matcher.window - 1)] = heads[hash]
        heads[hash] = Int32(truncatingIfNeeded: place)
    }

    /// The longest of the earlier occurrences of what is at a place that has not been noted yet.
    func find(_ place: Int, in bytes: [UInt8]) -> (length: Int, distance: Int) {
        let most = min(Matcher.longest, bytes.count - place)
        var best = (length: 0, distance: 0)
        guard most >= Matcher.shortest else { return best }
        var candidate = Int(heads[Matcher.hash(place, bytes)])
        for _ in 0..<Matcher.depth {
            let distance = place - candidate
            guard candidate >= 0, distance <= Matcher.window else { break }
            // What differs where a longer match would end is not worth a look at its beginning.
            if best.length < most, bytes[candidate + best.length] == bytes[place + best.length] {
                var length = 0
                while length < most, bytes[candidate + length] == bytes[place + length] { length += 1 }
                if length > best.length {
                    best = (length, distance)
                    if length == most { break }
                }
            }
            let next = Int(previous[candidate & (Matcher.window - 1)])
            // The place was overwritten by a later one.
            guard next < candidate else { break }
            candidate = next
        }
        return best.length >= Matcher.shortest ? best : (0, 0)
    }

    private static func hash(_ place: Int, _ bytes: [UInt8]) -> Int {
        let word = UInt32(bytes[place]) | UInt32(bytes[place + 1]) << 8 | UInt32(bytes[place + 2]) << 16
        return Int((word &* 0x9e37_79b1) >> UInt32(32 - hashBits))
    }
}
