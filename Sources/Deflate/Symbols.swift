/// How the format writes lengths and distances: a symbol for a range, and extra bits for the place in it. RFC 1951, 3.2.5.
enum Symbols {
    /// The symbol that ends a block.
    static let endOfBlock = 256
    static let literalCount = 286
    static let distanceCount = 30

    /// The shortest length of each length symbol from 257 on.
    static let lengthBases: [UInt16] = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
    ]
    static let lengthExtraBits: [UInt8] = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ]
    /// The shortest distance of each distance symbol.
    static let distanceBases: [UInt16] = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
        8193,
        12289, 16385, 24577,
    ]
    static let distanceExtraBits: [UInt8] = [
        0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
    ]
    /// The order in which the lengths of the codes for code lengths are written.
    static let codeLengthOrder: [Int] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

    /// The symbol, less 257, of every length from 3 on.
    static let lengthSymbols: [UInt8] = {
        var symbols = [UInt8](repeating: 28, count: 256)
        for length in 3..<258 {
            symbols[length - 3] = UInt8(lengthBases.lastIndex { Int($0) <= length && $0 != 258 } ?? 0)
        }
        return symbols
    }()

    /// The symbol of a distance from 1 on.
    static func distanceSymbol(_ distance: Int) -> Int {
        guard distance > 4 else { return distance - 1 }
        let number = distance - 1
        let bits = Int.bitWidth - 1 - number.leadingZeroBitCount
        return 2 * bits + (number >> (bits - 1) & 1)
    }

    /// How long the fixed codes are.
    static let fixedLiteralLengths: [UInt8] =
        [UInt8](repeating: 8, count: 144) + [UInt8](repeating: 9, count: 112) + [UInt8](repeating: 7, count: 24)
        + [UInt8](repeating: 8, count: 8)
    static let fixedDistanceLengths = [UInt8](repeating: 5, count: 30)
}
