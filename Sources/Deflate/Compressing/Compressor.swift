/// Turns bytes into literals and references to earlier bytes, and writes these a block at a time.
struct Compressor {
    private let bytes: [UInt8]
    private let effort: Deflate.Effort
    // The match finder keeps places in 32 bits.
    private static let longestRun = 1 << 30

    init(_ bytes: [UInt8], effort: Deflate.Effort) {
        self.bytes = bytes
        self.effort = effort
    }

    func write(to output: inout BitWriter) {
        guard bytes.count <= Compressor.longestRun else { return writeStored(to: &output) }
        switch effort {
        case .low: writeQuickly(to: &output)
        case .high: writeThoroughly(to: &output)
        }
    }

    private func writeQuickly(to output: inout BitWriter) {
        var matcher = QuickMatcher(bytes)
        var block = Block(start: 0)
        var place = 0
        while place < bytes.count {
            let step = matcher.step(from: place)
            block.addLiterals(bytes[place..<place + step.literals])
            place += step.literals
            if step.length > 0 {
                block.addMatch(length: step.length, distance: step.distance)
                place += step.length
            }
            if block.isFull { finish(&block, at: place, isLast: false, &output) }
        }
        finish(&block, at: place, isLast: true, &output)
    }

    private func writeThoroughly(to output: inout BitWriter) {
        var matcher = Matcher()
        var block = Block(start: 0)
        var place = 0
        var found = matcher.find(0, in: bytes)
        while place < bytes.count {
            var (length, distance) = found
            if length > 0, length < 64, place + 1 < bytes.count {
                // A longer match one byte later is worth a literal.
                note(place, &matcher)
                let later = matcher.find(place + 1, in: bytes)
                if later.length > length {
                    block.addLiteral(bytes[place])
                    place += 1
                    found = later
                    if block.isFull { finish(&block, at: place, isLast: false, &output) }
                    continue
                }
                block.addMatch(length: length, distance: distance)
                for next in (place + 1)..<(place + length) { note(next, &matcher) }
                place += length
            } else {
                if length > 0 { block.addMatch(length: length, distance: distance) } else { block.addLiteral(bytes[place]) }
                length = max(length, 1)
                distance = 0
                for next in place..<(place + length) { note(next, &matcher) }
                place += length
            }
            found = matcher.find(place, in: bytes)
            if block.isFull { finish(&block, at: place, isLast: false, &output) }
        }
        finish(&block, at: place, isLast: true, &output)
    }

    private func note(_ place: Int, _ matcher: inout Matcher) {
        if place + Matcher.shortest <= bytes.count { matcher.note(place, in: bytes) }
    }

    private func finish(_ block: inout Block, at end: Int, isLast: Bool, _ output: inout BitWriter) {
        block.write(bytes[block.start..<end], isLast: isLast, to: &output)
        block = Block(start: end)
    }

    private func writeStored(to output: inout BitWriter) {
        Block.writeStored(bytes[...], isLast: true, to: &output)
    }
}
