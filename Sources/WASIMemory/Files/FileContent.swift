import WASICore

/// What is in a regular file: blocks, of which those are missing that nothing has been written to.
struct FileContent: Sendable {
    static let blockSize = 4096
    private static let zeros = [UInt8](repeating: 0, count: blockSize)

    private(set) var size: UInt64 = 0
    // A block may be shorter than its size; what is missing is zero. Each counts as a whole one.
    private var blocks: [UInt64: [UInt8]] = [:]

    /// How many blocks there are.
    var blockCount: Int { blocks.count }

    /// How many blocks a range touches that are missing, or `limit` if there are more.
    func missingBlocks(_ offset: UInt64, _ length: UInt64, limit: Int) -> Int {
        guard length > 0 else { return 0 }
        let first = offset / UInt64(Self.blockSize)
        let last = (offset + (length - 1)) / UInt64(Self.blockSize)
        // More than could all be there: the range need not be walked.
        if last - first >= UInt64(blocks.count + limit) { return limit }
        var missing = 0
        for index in first...last where blocks[index] == nil {
            missing += 1
            if missing >= limit { return limit }
        }
        return missing
    }

    /// Writes bytes. There must be room, see ``missingBlocks(_:_:limit:)``.
    mutating func write(_ bytes: RawSpan, at offset: UInt64) {
        var done = 0
        while done < bytes.byteCount {
            let (index, start, length) = Self.piece(offset + UInt64(done), bytes.byteCount - done)
            blocks[index, default: []].overwrite(at: start, with: bytes.extracting(done..<done + length))
            done += length
        }
        if bytes.byteCount > 0 { size = max(size, offset + UInt64(bytes.byteCount)) }
    }

    /// Reads into buffers from `offset` on, and returns how many bytes there were.
    func read(into buffers: inout ScatterBuffers, at offset: UInt64) -> Int {
        guard offset < size else { return 0 }
        let count = Int(clamping: min(size - offset, UInt64(buffers.byteCount)))
        visit(offset, count) { bytes, position in buffers.store(bytes, at: position) }
        return count
    }

    /// Bytes from `offset` on.
    func bytes(_ offset: UInt64, _ count: Int) -> [UInt8] {
        guard offset < size else { return [] }
        let count = Int(clamping: min(size - offset, UInt64(count)))
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        visit(offset, count) { part, _ in bytes.append(copying: part) }
        return bytes
    }

    /// Shows a range, piece by piece, each with its distance from `offset`.
    private func visit(_ offset: UInt64, _ count: Int, _ body: (RawSpan, Int) -> Void) {
        var done = 0
        while done < count {
            let (index, start, length) = Self.piece(offset + UInt64(done), count - done)
            let block = blocks[index] ?? []
            let present = max(0, min(block.count - start, length))
            if present > 0 { block.view(start..<start + present) { body($0, done) } }
            if present < length { Self.zeros.view(0..<length - present) { body($0, done + present) } }
            done += length
        }
    }

    /// The block, the place in it and the length of the first piece of a range.
    private static func piece(_ offset: UInt64, _ count: Int) -> (index: UInt64, start: Int, length: Int) {
        let start = Int(offset % UInt64(blockSize))
        return (offset / UInt64(blockSize), start, min(blockSize - start, count))
    }

    /// Cuts, or grows with zeros.
    mutating func resize(to size: UInt64) {
        if size < self.size {
            let last = size / UInt64(Self.blockSize)
            let start = Int(size % UInt64(Self.blockSize))
            let kept = start == 0 ? last : last + 1
            let end = self.size / UInt64(Self.blockSize) + 1
            if end - kept < UInt64(blocks.count) {
                for index in kept..<end { blocks[index] = nil }
            } else {
                blocks = blocks.filter { $0.key < kept }
            }
            if start > 0, let count = blocks[last]?.count, count > start { blocks[last]?.removeLast(count - start) }
        }
        self.size = size
    }

    /// Reserves blocks for a range, and grows the file where the range ends behind it.
    mutating func allocate(_ offset: UInt64, _ length: UInt64) {
        for index in offset / UInt64(Self.blockSize)...(offset + (length - 1)) / UInt64(Self.blockSize)
        where blocks[index] == nil {
            blocks[index] = []
        }
        size = max(size, offset + length)
    }
}
