import Deflate

/// A piece of a recording that is complete in itself, on its way into a file.
public struct RecordingBatch: Sendable {
    /// What is in it.
    enum Kind: UInt8 {
        case header = 1
        case module = 2
        case calls = 3
        case ending = 4
    }

    let kind: Kind
    /// Its place in the recording, from 0.
    let number: UInt32
    /// How many calls are in it.
    let calls: UInt32
    /// What is in it, uncompressed.
    let contents: [UInt8]

    /// The number of bytes in it, before compression.
    public var byteCount: Int { contents.count }

    /// What the file gets: these bytes, in one piece, behind those of the batches before.
    ///
    /// - Parameter compressing: Whether to compress what becomes smaller by it, which takes about 12 ms a megabyte. Readers take both, in
    ///   any mixture.
    public func encoded(compressing: Bool = true) -> [UInt8] {
        let pieces = pieces(compressing: compressing)
        return pieces.head + pieces.body
    }

    /// The same in two pieces, without a copy of contents that are not compressed.
    package func pieces(compressing: Bool) -> (head: [UInt8], body: [UInt8]) {
        var method: UInt8 = 0
        var stored = contents
        if compressing, isWorthCompressing {
            let compressed = Deflate.compress(contents)
            if compressed.count < contents.count { (method, stored) = (1, compressed) }
        }
        var head = RecordWriter()
        head.bytes = [kind.rawValue, method, 0, 0]
        head.word(number)
        head.word(calls)
        head.word(UInt32(truncatingIfNeeded: stored.count))
        head.word(UInt32(truncatingIfNeeded: contents.count))
        let sum = ContentSum(contents).value
        head.fixed(sum)
        head.fixed(method == 0 ? sum : ContentSum(stored).value)
        head.word(CRC32(head.bytes).value)
        return ((number == 0 ? RecordingBatch.fileHead : []) + head.bytes, stored)
    }

    /// Whether a sample of the contents becomes smaller.
    private var isWorthCompressing: Bool {
        let size = RecordingFormat.sampleByteCount
        guard contents.count > 4 * size else { return true }
        let start = (contents.count - size) / 2
        return Deflate.compress(Array(contents[start..<start + size])).count < size - size / 16
    }

    private static var fileHead: [UInt8] {
        let version = RecordingFormat.version
        return RecordingFormat.magic + [UInt8(version & 0xff), UInt8(version >> 8), 0, 0]
    }
}

extension RecordWriter {
    /// Four bytes, the lowest first.
    fileprivate mutating func word(_ number: UInt32) {
        for shift in [0, 8, 16, 24] as [UInt32] { byte(UInt8(truncatingIfNeeded: number >> shift)) }
    }
}
