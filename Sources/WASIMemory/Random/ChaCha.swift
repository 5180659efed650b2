/// The key stream of ChaCha20 (RFC 8439), for one key and nonce: the same bytes in the same order, however they are asked for.
struct ChaCha: Sendable {
    private var input: [16 of UInt32]
    private var block = [64 of UInt8](repeating: 0)
    /// How much of the block has been given out.
    private var used = 64

    /// - Parameter key: The key's eight words.
    init(key: [8 of UInt32], nonce: [3 of UInt32] = [0, 0, 0]) {
        input = [16 of UInt32](repeating: 0)
        // "expand 32-byte k"
        input[0] = 0x6170_7865
        input[1] = 0x3320_646e
        input[2] = 0x7962_2d32
        input[3] = 0x6b20_6574
        for index in 0..<8 { input[4 + index] = key[index] }
        for index in 0..<3 { input[13 + index] = nonce[index] }
    }

    /// The next byte.
    mutating func next() -> UInt8 {
        if used == 64 { fill() }
        used += 1
        return block[used - 1]
    }

    /// Makes the next block.
    private mutating func fill() {
        var words = input
        for _ in 0..<10 {
            Self.quarter(&words, 0, 4, 8, 12)
            Self.quarter(&words, 1, 5, 9, 13)
            Self.quarter(&words, 2, 6, 10, 14)
            Self.quarter(&words, 3, 7, 11, 15)
            Self.quarter(&words, 0, 5, 10, 15)
            Self.quarter(&words, 1, 6, 11, 12)
            Self.quarter(&words, 2, 7, 8, 13)
            Self.quarter(&words, 3, 4, 9, 14)
        }
        for index in 0..<16 {
            let word = words[index] &+ input[index]
            for byte in 0..<4 { block[4 * index + byte] = UInt8(truncatingIfNeeded: word >> UInt32(8 * byte)) }
        }
        // 256 GiB; afterwards the nonce makes further blocks different.
        input[12] &+= 1
        if input[12] == 0 { input[13] &+= 1 }
        used = 0
    }

    private static func quarter(_ words: inout [16 of UInt32], _ a: Int, _ b: Int, _ c: Int, _ d: Int) {
        words[a] &+= words[b]
        words[d] = rotated(words[d] ^ words[a], 16)
        words[c] &+= words[d]
        words[b] = rotated(words[b] ^ words[c], 12)
        words[a] &+= words[b]
        words[d] = rotated(words[d] ^ words[a], 8)
        words[c] &+= words[d]
        words[b] = rotated(words[b] ^ words[c], 7)
    }

    private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 { word << count | word >> (32 - count) }
}
