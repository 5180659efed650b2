/// Reads the blocks of compressed bytes.
struct Inflater {
    private var reader: BitReader
    private let limit: Int
    private(set) var output: [UInt8] = []

    init(_ bytes: [UInt8], from offset: Int, limit: Int) {
        reader = BitReader(bytes, from: offset)
        self.limit = limit
    }

    /// Where the next byte behind the compressed ones is.
    var endOffset: Int { reader.byteOffset }

    /// Reads all.
    mutating func run() throws(DeflateError) {
        var isLast = false
        while !isLast {
            isLast = try reader.take(1) == 1
            switch try reader.take(2) {
            case 0: try copyStored()
            case 1: try read(Inflater.fixedLiterals.get(), Inflater.fixedDistances.get())
            case 2:
                let (literals, distances) = try readCodes()
                try read(literals, distances)
            default: throw .malformed
            }
        }
        reader.align()
    }

    private static let fixedLiterals = decoder(Symbols.fixedLiteralLengths)
    private static let fixedDistances = decoder(Symbols.fixedDistanceLengths)

    private static func decoder(_ lengths: [UInt8]) -> Result<HuffmanDecoder, DeflateError> {
        Result { () throws(DeflateError) in try HuffmanDecoder(lengths: lengths) }
    }

    private mutating func copyStored() throws(DeflateError) {
        reader.align()
        let count = try reader.take(16)
        guard try reader.take(16) == count ^ 0xffff else { throw .malformed }
        guard count <= limit - output.count else { throw .tooLarge }
        output += try reader.takeBytes(count)
    }

    private mutating func read(_ literals: HuffmanDecoder, _ distances: HuffmanDecoder) throws(DeflateError) {
        while true {
            let symbol = try literals.next(&reader)
            if symbol < Symbols.endOfBlock {
                guard output.count < limit else { throw .tooLarge }
                output.append(UInt8(truncatingIfNeeded: symbol))
                continue
            }
            if symbol == Symbols.endOfBlock { return }
            let place = symbol - 257
            guard place < Symbols.lengthBases.count else { throw .malformed }
            let length = Int(Symbols.lengthBases[place]) + (try reader.take(Int(Symbols.lengthExtraBits[place])))
            let distanceSymbol = try distances.next(&reader)
            guard distanceSymbol < Symbols.distanceBases.count else { throw .malformed }
            let extra = try reader.take(Int(Symbols.distanceExtraBits[distanceSymbol]))
            let start = output.count - Int(Symbols.distanceBases[distanceSymbol]) - extra
            guard start >= 0 else { throw .malformed }
            guard length <= limit - output.count else { throw .tooLarge }
            // One after the other: what is copied may be what was just copied.
            for index in start..<(start + length) { output.append(output[index]) }
        }
    }

    private mutating func readCodes() throws(DeflateError) -> (HuffmanDecoder, HuffmanDecoder) {
        let literalCount = try reader.take(5) + 257
        let distanceCount = try reader.take(5) + 1
        let orderCount = try reader.take(4) + 4
        guard literalCount <= Symbols.literalCount, distanceCount <= Symbols.distanceCount else { throw .malformed }
        var lengths = [UInt8](repeating: 0, count: 19)
        for place in 0..<orderCount {
            lengths[Symbols.codeLengthOrder[place]] = UInt8(truncatingIfNeeded: try reader.take(3))
        }
        let decoder = try HuffmanDecoder(lengths: lengths)
        var all: [UInt8] = []
        while all.count < literalCount + distanceCount {
            let symbol = try decoder.next(&reader)
            switch symbol {
            case 16:
                guard let last = all.last else { throw .malformed }
                all += repeatElement(last, count: 3 + (try reader.take(2)))
            case 17: all += repeatElement(0, count: 3 + (try reader.take(3)))
            case 18: all += repeatElement(0, count: 11 + (try reader.take(7)))
            default: all.append(UInt8(truncatingIfNeeded: symbol))
            }
        }
        guard all.count == literalCount + distanceCount, all[Symbols.endOfBlock] > 0 else { throw .malformed }
        return (
            try HuffmanDecoder(lengths: Array(all[..<literalCount])),
            try HuffmanDecoder(lengths: Array(all[literalCount...]))
        )
    }
}
