/// Finds where bytes have occurred before by one look at the last place with the same four, and passes ever more quickly over what
/// does not repeat.
struct QuickMatcher: ~Copyable {
    private static let shortest = 4
    private static let hashBits: UInt32 = 14
    /// After how many literals a step ends, about.
    static let longestStep = 4096

    /// What comes next: so many bytes as they are, then a reference, unless its length is 0.
    struct Step {
        var literals = 0
        var length = 0
        var distance = 0
    }

    private let bytes: [UInt8]
    /// The last place of each hash, plus 1; 0 for none.
    private var places = [Int32](repeating: 0, count: 1 << Int(QuickMatcher.hashBits))

    /// - Parameter bytes: At most 2³⁰.
    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next reference from a place on, and how far away it is; all that is left if there is none.
    mutating func step(from start: Int) -> Step {
        // Words of eight bytes are read up to here.
        let last = bytes.count - 8
        var place = start
        while place <= last, place - start < QuickMatcher.longestStep {
            let word = word(place)
            let slot = Int((word &* 0x9e37_79b1) >> (32 - QuickMatcher.hashBits))
            let candidate = Int(places[slot]) - 1
            places[slot] = Int32(truncatingIfNeeded: place + 1)
            if candidate >= 0, place - candidate <= Matcher.window, self.word(candidate) == word {
                return Step(literals: place - start, length: length(candidate, place), distance: place - candidate)
            }
            place += 1 + (place - start) >> 5
        }
        return Step(literals: min(place <= last ? place : bytes.count, bytes.count) - start)
    }

    /// How many bytes are the same at two places, of which the first four are.
    private func length(_ earlier: Int, _ later: Int) -> Int {
        let most = min(Matcher.longest, bytes.count - later)
        var length = QuickMatcher.shortest
        while length + 8 <= most {
            let difference = long(earlier + length) ^ long(later + length)
            guard difference == 0 else { return length + difference.trailingZeroBitCount / 8 }
            length += 8
        }
        while length < most, bytes[earlier + length] == bytes[later + length] { length += 1 }
        return length
    }

    // Both are asked for places with so many bytes behind them only; the check is one comparison.

    private func word(_ place: Int) -> UInt32 {
        precondition(place >= 0 && place + 4 <= bytes.count)
        return unsafe bytes.withUnsafeBytes {
            unsafe UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: place, as: UInt32.self))
        }
    }

    private func long(_ place: Int) -> UInt64 {
        precondition(place >= 0 && place + 8 <= bytes.count)
        return unsafe bytes.withUnsafeBytes {
            unsafe UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        }
    }
}
