/// Codes for symbols: the more frequent, the shorter.
struct HuffmanCode {
    /// How long each symbol's code is, in bits; 0 for symbols that do not occur.
    let lengths: [UInt8]
    /// Each symbol's code, in the order in which its bits are written.
    private(set) var codes: [UInt16]

    /// The codes that belong to lengths. RFC 1951, 3.2.2.
    init(lengths: [UInt8]) {
        self.lengths = lengths
        codes = [UInt16](repeating: 0, count: lengths.count)
        var counts = [Int](repeating: 0, count: 16)
        for length in lengths where length > 0 { counts[Int(length)] += 1 }
        var next = [Int](repeating: 0, count: 17)
        var code = 0
        for length in 1...15 {
            next[length] = code
            code = (code + counts[length]) << 1
        }
        for (symbol, length) in lengths.enumerated() where length > 0 {
            codes[symbol] = UInt16(truncatingIfNeeded: reversed(next[Int(length)], Int(length)))
            next[Int(length)] += 1
        }
    }

    /// The best codes of at most `limit` bits for symbols that occur so often.
    init(frequencies: [Int], limit: Int) {
        var used = frequencies.indices.filter { frequencies[$0] > 0 }
        var lengths = [UInt8](repeating: 0, count: frequencies.count)
        // Other programs want at least two codes.
        if used.count < 2 {
            for symbol in [used.first ?? 0, used.first == 1 ? 0 : 1] { lengths[symbol] = 1 }
            self.init(lengths: lengths)
            return
        }
        used.sort { (frequencies[$0], $0) < (frequencies[$1], $1) }
        var counts = HuffmanCode.lengthCounts(used.map { frequencies[$0] })
        HuffmanCode.limit(&counts, to: limit)
        // The rarest symbols are the first, and get the longest codes.
        var place = 0
        for length in stride(from: limit, to: 0, by: -1) {
            for _ in 0..<counts[length] {
                lengths[used[place]] = UInt8(length)
                place += 1
            }
        }
        self.init(lengths: lengths)
    }

    /// How many codes there are of each length, for weights in ascending order.
    private static func lengthCounts(_ weights: [Int]) -> [Int] {
        // Two queues, both ascending: the symbols, and the nodes that were made of two. A node's parent is made after it.
        let count = weights.count
        var nodes: [Int] = []
        var parents = [Int](repeating: 0, count: 2 * count - 1)
        var leaf = 0
        var node = 0
        func takeSmallest() -> (weight: Int, index: Int) {
            if leaf < count, node >= nodes.count || weights[leaf] <= nodes[node] {
                leaf += 1
                return (weights[leaf - 1], leaf - 1)
            }
            node += 1
            return (nodes[node - 1], count + node - 1)
        }
        for step in 0..<(count - 1) {
            let (first, second) = (takeSmallest(), takeSmallest())
            nodes.append(first.weight + second.weight)
            parents[first.index] = count + step
            parents[second.index] = count + step
        }
        var depths = [Int](repeating: 0, count: 2 * count - 1)
        for index in stride(from: 2 * count - 3, through: 0, by: -1) { depths[index] = depths[parents[index]] + 1 }
        var counts = [Int](repeating: 0, count: max(count, 16) + 1)
        for index in 0..<count { counts[depths[index]] += 1 }
        return counts
    }

    /// Shortens codes that are too long, at the cost of the next shorter ones.
    private static func limit(_ counts: inout [Int], to limit: Int) {
        for length in (limit + 1)..<counts.count {
            counts[limit] += counts[length]
            counts[length] = 0
        }
        // What the codes take of the whole, in units of the longest; a shorter one split in two makes room.
        var total = (1...limit).reduce(0) { $0 + counts[$1] << (limit - $1) }
        while total > 1 << limit {
            counts[limit] -= 1
            for length in stride(from: limit - 1, to: 0, by: -1) where counts[length] > 0 {
                counts[length] -= 1
                counts[length + 1] += 2
                break
            }
            total -= 1
        }
    }
}

private func reversed(_ code: Int, _ length: Int) -> Int {
    var (rest, result) = (code, 0)
    for _ in 0..<length {
        result = result << 1 | rest & 1
        rest >>= 1
    }
    return result
}
