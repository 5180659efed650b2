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
    /// - Parameter compressing: Whether to compress it, which takes about 10 ms a megabyte. Readers take both, in any mixture.
    public func encoded(compressing: Bool = true) -> [UInt8] {
        var method: UInt8 = 0
        var stored = contents
        if compressing {
            let compressed = Deflate.compress(contents)
            if compressed.count < contents.count { (method, stored) = (1, compressed) }
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(stored.count + RecordingFormat.batchHeadByteCount + RecordingFormat.headByteCount)
        if number == 0 { bytes += RecordingBatch.fileHead }
        let start = bytes.count
        bytes += [kind.rawValue, method, 0, 0]
        append(number, to: &bytes)
        append(calls, to: &bytes)
        append(UInt32(truncatingIfNeeded: stored.count), to: &bytes)
        append(UInt32(truncatingIfNeeded: contents.count), to: &bytes)
        let sum = CRC32(contents).value
        append(sum, to: &bytes)
        append(method == 0 ? sum : CRC32(stored).value, to: &bytes)
        append(CRC32(Array(bytes[start...])).value, to: &bytes)
        bytes += stored
        return bytes
    }

    private static var fileHead: [UInt8] {
        let version = RecordingFormat.version
        return RecordingFormat.magic + [UInt8(version & 0xff), UInt8(version >> 8), 0, 0]
    }
}

/// Four bytes, the lowest first.
private func append(_ number: UInt32, to bytes: inout [UInt8]) {
    for shift in [0, 8, 16, 24] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
}
