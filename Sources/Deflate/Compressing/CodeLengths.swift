/// How a block tells the lengths of its codes: as symbols with codes of their own. RFC 1951, 3.2.7.
struct CodeLengths {
    private let literalCount: Int
    private let distanceCount: Int
    /// Lengths, or repetitions (16 to 18) with the extra bits that say how many.
    private var symbols: [(symbol: UInt8, extra: UInt8)] = []
    private let code: HuffmanCode
    private let orderCount: Int

    init(_ literals: HuffmanCode, _ distances: HuffmanCode) {
        literalCount = max((literals.lengths.lastIndex { $0 > 0 } ?? 0) + 1, 257)
        distanceCount = (distances.lengths.lastIndex { $0 > 0 } ?? 0) + 1
        let lengths = Array(literals.lengths[..<literalCount] + distances.lengths[..<distanceCount])
        var place = 0
        while place < lengths.count {
            let length = lengths[place]
            var run = 1
            while place + run < lengths.count, lengths[place + run] == length { run += 1 }
            place += run
            if length != 0 {
                symbols.append((length, 0))
                run -= 1
            }
            while run > 0 {
                let most = length == 0 ? 138 : 6
                let count = min(run, most)
                if count < 3 {
                    for _ in 0..<count { symbols.append((length, 0)) }
                } else if length != 0 {
                    symbols.append((16, UInt8(count - 3)))
                } else {
                    symbols.append(count < 11 ? (17, UInt8(count - 3)) : (18, UInt8(count - 11)))
                }
                run -= count
            }
        }
        var frequencies = [Int](repeating: 0, count: 19)
        for (symbol, _) in symbols { frequencies[Int(symbol)] += 1 }
        let code = HuffmanCode(frequencies: frequencies, limit: 7)
        self.code = code
        orderCount = max((Symbols.codeLengthOrder.lastIndex { code.lengths[$0] > 0 } ?? 0) + 1, 4)
    }

    private static func extraBits(_ symbol: UInt8) -> Int {
        switch symbol {
        case 16: 2
        case 17: 3
        case 18: 7
        default: 0
        }
    }

    /// How much it takes, in bits.
    var bitCount: Int {
        symbols.reduce(14 + 3 * orderCount) { $0 + Int(code.lengths[Int($1.symbol)]) + CodeLengths.extraBits($1.symbol) }
    }

    func write(to output: inout BitWriter) {
        output.write(UInt32(literalCount - 257), 5)
        output.write(UInt32(distanceCount - 1), 5)
        output.write(UInt32(orderCount - 4), 4)
        for symbol in Symbols.codeLengthOrder[..<orderCount] { output.write(UInt32(code.lengths[symbol]), 3) }
        for (symbol, extra) in symbols {
            output.write(UInt32(code.codes[Int(symbol)]), Int(code.lengths[Int(symbol)]))
            output.write(UInt32(extra), CodeLengths.extraBits(symbol))
        }
    }
}
