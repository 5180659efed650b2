/// Tells symbols by their codes.
struct HuffmanDecoder {
    /// Codes up to this length are looked up, longer ones searched.
    private static let lookUpBits = 10

    /// By the next bits: a symbol above the length of its code; 0 for longer codes.
    private var table = [UInt16](repeating: 0, count: 1 << HuffmanDecoder.lookUpBits)
    /// How many codes there are of each length, and the symbols in the order of their codes.
    private var counts = [Int](repeating: 0, count: 16)
    private var symbols: [UInt16] = []

    /// - Parameter lengths: How long each symbol's code is, at most 15; 0 for symbols without one.
    /// - Throws: ``DeflateError/malformed`` if there are more codes than these lengths allow. Fewer are allowed: a code that is
    ///   none is found when it is met.
    init(lengths: [UInt8]) throws(DeflateError) {
        for length in lengths where length > 0 { counts[Int(length)] += 1 }
        var left = 1
        for length in 1...15 {
            left = left << 1 - counts[length]
            guard left >= 0 else { throw .malformed }
        }
        var offsets = [Int](repeating: 0, count: 17)
        for length in 1...15 { offsets[length + 1] = offsets[length] + counts[length] }
        symbols = [UInt16](repeating: 0, count: offsets[16])
        for (symbol, length) in lengths.enumerated() where length > 0 {
            symbols[offsets[Int(length)]] = UInt16(truncatingIfNeeded: symbol)
            offsets[Int(length)] += 1
        }
        let codes = HuffmanCode(lengths: lengths).codes
        for (symbol, length) in lengths.enumerated() where length > 0 && Int(length) <= HuffmanDecoder.lookUpBits {
            let entry = UInt16(truncatingIfNeeded: symbol << 4 | Int(length))
            for index in stride(from: Int(codes[symbol]), to: table.count, by: 1 << Int(length)) { table[index] = entry }
        }
    }

    /// Takes the next symbol.
    func next(_ reader: inout BitReader) throws(DeflateError) -> Int {
        let entry = table[reader.peek(HuffmanDecoder.lookUpBits)]
        if entry != 0 {
            try reader.skip(Int(entry & 15))
            return Int(entry >> 4)
        }
        var (code, first, index) = (0, 0, 0)
        let bits = reader.peek(15)
        for length in 1...15 {
            code |= bits >> (length - 1) & 1
            let count = counts[length]
            if code - first < count {
                try reader.skip(length)
                return Int(symbols[index + code - first])
            }
            index += count
            first = (first + count) << 1
            code <<= 1
        }
        throw .malformed
    }
}
