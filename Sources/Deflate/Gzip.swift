/// A file of compressed bytes, as `gzip` writes and reads it.
///
/// RFC 1952.
public enum Gzip {
    /// Compresses bytes to a file of one member. The same bytes always give the same file: there is no time in it.
    public static func compress(_ bytes: [UInt8], effort: Deflate.Effort = .high) -> [UInt8] {
        // No flags, no time, no hint at the effort, an unknown system.
        var file: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]
        file += Deflate.compress(bytes, effort: effort)
        file.append(littleEndian: CRC32(bytes).value)
        file.append(littleEndian: UInt32(truncatingIfNeeded: bytes.count))
        return file
    }

    /// Brings the bytes of a file of one member back.
    ///
    /// - Parameter limit: The most that may come of it, in bytes.
    /// - Throws: ``DeflateError``.
    public static func decompress(_ file: [UInt8], limit: Int) throws(DeflateError) -> [UInt8] {
        var inflater = Inflater(file, from: try contentOffset(file), limit: limit)
        try inflater.run()
        let bytes = inflater.output
        let end = inflater.endOffset
        guard file.count - end >= 8 else { throw .truncated }
        guard file.word(at: end) == CRC32(bytes).value, file.word(at: end + 4) == UInt32(truncatingIfNeeded: bytes.count)
        else {
            throw .damaged
        }
        return bytes
    }

    /// Where the header ends.
    private static func contentOffset(_ file: [UInt8]) throws(DeflateError) -> Int {
        guard file.count >= 10 else { throw .truncated }
        guard file[0] == 0x1f, file[1] == 0x8b, file[2] == 8 else { throw .malformed }
        let flags = file[3]
        guard flags & 0xe0 == 0 else { throw .malformed }
        var offset = 10
        // Something extra, with its size.
        if flags & 4 != 0 {
            guard file.count >= offset + 2 else { throw .truncated }
            offset += 2 + Int(file[offset]) + Int(file[offset + 1]) << 8
        }
        // A file's name, and a remark, each up to a zero.
        for flag in [8, 16] as [UInt8] where flags & flag != 0 {
            guard offset <= file.count, let end = file[offset...].firstIndex(of: 0) else { throw .truncated }
            offset = end + 1
        }
        // A checksum of the header.
        if flags & 2 != 0 { offset += 2 }
        guard offset <= file.count else { throw .truncated }
        return offset
    }
}

extension [UInt8] {
    fileprivate mutating func append(littleEndian word: UInt32) {
        for shift in stride(from: 0, to: 32, by: 8) { append(UInt8(truncatingIfNeeded: word >> UInt32(shift))) }
    }

    fileprivate func word(at offset: Int) -> UInt32 {
        (0..<4).reduce(0) { word, place in word | UInt32(self[offset + place]) << UInt32(8 * place) }
    }
}
