/// A small generator whose every state is good: Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// The numbers of one place in the sequence of a seed, independent of those of the other places.
    init(seed: UInt64, place: UInt64) {
        var other = SplitMix64(seed: place)
        state = seed ^ other.next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }

    /// A number below `count`, which is more than 0.
    mutating func below(_ count: UInt64) -> UInt64 { next().multipliedFullWidth(by: count).high }
}
