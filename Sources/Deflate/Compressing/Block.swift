/// A piece of the output with codes of its own.
struct Block {
    /// Where its bytes begin.
    let start: Int
    /// A literal as it is; a reference as its length and distance below a mark.
    private var tokens: [UInt32] = []
    private var literalCounts = [Int](repeating: 0, count: Symbols.literalCount)
    private var distanceCounts = [Int](repeating: 0, count: Symbols.distanceCount)
    private var extraBitCount = 0

    private static let mark: UInt32 = 1 << 31

    init(start: Int) {
        self.start = start
        tokens.reserveCapacity(Block.size + QuickMatcher.longestStep)
    }

    /// Whether the next block should begin: codes fit what is near.
    var isFull: Bool { tokens.count >= Block.size }
    private static let size = 1 << 14

    mutating func addLiteral(_ byte: UInt8) {
        tokens.append(UInt32(byte))
        literalCounts[Int(byte)] += 1
    }

    mutating func addLiterals(_ bytes: ArraySlice<UInt8>) {
        tokens.append(contentsOf: bytes.lazy.map(UInt32.init))
        for byte in bytes { literalCounts[Int(byte)] += 1 }
    }

    mutating func addMatch(length: Int, distance: Int) {
        tokens.append(Block.mark | UInt32(length) << 16 | UInt32(distance - 1))
        let lengthSymbol = Int(Symbols.lengthSymbols[length - 3])
        let distanceSymbol = Symbols.distanceSymbol(distance)
        literalCounts[257 + lengthSymbol] += 1
        distanceCounts[distanceSymbol] += 1
        extraBitCount += Int(Symbols.lengthExtraBits[lengthSymbol]) + Int(Symbols.distanceExtraBits[distanceSymbol])
    }

    /// Writes the block in the smallest of the three forms.
    ///
    /// - Parameter bytes: What it stands for.
    mutating func write(_ bytes: ArraySlice<UInt8>, isLast: Bool, to output: inout BitWriter) {
        literalCounts[Symbols.endOfBlock] = 1
        let literals = HuffmanCode(frequencies: literalCounts, limit: 15)
        let distances = HuffmanCode(frequencies: distanceCounts, limit: 15)
        let head = CodeLengths(literals, distances)
        let dynamicSize = head.bitCount + bitCount(literals.lengths, distances.lengths)
        let fixedSize = bitCount(Symbols.fixedLiteralLengths, Symbols.fixedDistanceLengths)
        let storedSize = 8 * bytes.count + 40 * (bytes.count / 65_535 + 1)
        if storedSize < min(dynamicSize, fixedSize) {
            Block.writeStored(bytes, isLast: isLast, to: &output)
        } else if fixedSize <= dynamicSize {
            output.write((isLast ? 1 : 0) | 1 << 1, 3)
            write(
                HuffmanCode(lengths: Symbols.fixedLiteralLengths), HuffmanCode(lengths: Symbols.fixedDistanceLengths),
                to: &output)
        } else {
            output.write((isLast ? 1 : 0) | 2 << 1, 3)
            head.write(to: &output)
            write(literals, distances, to: &output)
        }
    }

    /// Writes bytes as they are.
    static func writeStored(_ bytes: ArraySlice<UInt8>, isLast: Bool, to output: inout BitWriter) {
        var rest = bytes
        repeat {
            let piece = rest.prefix(65_535)
            rest = rest.dropFirst(piece.count)
            output.write(isLast && rest.isEmpty ? 1 : 0, 3)
            output.align()
            output.write(UInt32(piece.count), 16)
            output.write(UInt32(piece.count) ^ 0xffff, 16)
            output.append(piece)
        } while !rest.isEmpty
    }

    private func bitCount(_ literals: [UInt8], _ distances: [UInt8]) -> Int {
        var count = 3 + extraBitCount
        for (symbol, frequency) in literalCounts.enumerated() { count += frequency * Int(literals[symbol]) }
        for (symbol, frequency) in distanceCounts.enumerated() { count += frequency * Int(distances[symbol]) }
        return count
    }

    private func write(_ literals: HuffmanCode, _ distances: HuffmanCode, to output: inout BitWriter) {
        // Looked up once a block and not once a token. A length's extra bits follow its code.
        let lengths = (0..<256).map { index -> (bits: UInt32, count: Int) in
            let symbol = Int(Symbols.lengthSymbols[index])
            let codeLength = UInt32(literals.lengths[257 + symbol])
            let extra = UInt32(index + 3) - UInt32(Symbols.lengthBases[symbol])
            return (
                UInt32(literals.codes[257 + symbol]) | extra << codeLength,
                Int(codeLength) + Int(Symbols.lengthExtraBits[symbol])
            )
        }
        let (bases, extraBits) = (Symbols.distanceBases, Symbols.distanceExtraBits)
        for token in tokens {
            guard token & Block.mark != 0 else {
                output.write(UInt32(literals.codes[Int(token)]), Int(literals.lengths[Int(token)]))
                continue
            }
            let (bits, count) = lengths[Int(token >> 16 & 0x7fff) - 3]
            output.write(bits, count)
            let distance = Int(token & 0xffff) + 1
            let symbol = Symbols.distanceSymbol(distance)
            let codeLength = UInt32(distances.lengths[symbol])
            output.write(
                UInt32(distances.codes[symbol]) | UInt32(distance - Int(bases[symbol])) << codeLength,
                Int(codeLength) + Int(extraBits[symbol]))
        }
        output.write(UInt32(literals.codes[Symbols.endOfBlock]), Int(literals.lengths[Symbols.endOfBlock]))
    }
}
