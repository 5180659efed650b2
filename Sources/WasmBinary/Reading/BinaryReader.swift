/// Reads a part of a binary module from front to back. Nothing outside the part is ever read.
struct BinaryReader: ~Escapable {
    let bytes: Span<UInt8>
    /// Where the next byte is read, from the start of the file.
    private(set) var offset: Int
    /// Where the part ends.
    let end: Int
    /// What the part is, for messages: "the import section".
    let part: String

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>, in range: Range<Int>, part: String) {
        self.bytes = bytes
        offset = range.lowerBound
        end = min(range.upperBound, bytes.count)
        self.part = part
    }

    var isAtEnd: Bool { offset >= end }

    /// How many bytes are left.
    var remaining: Int { max(0, end - offset) }

    /// An error at `offset`, by default where the next byte is read.
    func damage(_ reason: String, at offset: Int? = nil) -> BinaryDamage { BinaryDamage(reason, at: offset ?? self.offset) }

    func peek(_ distance: Int = 0) -> UInt8? { distance < remaining ? bytes[offset + distance] : nil }

    mutating func byte(_ meaning: @autoclosure () -> String) throws(BinaryDamage) -> UInt8 {
        guard offset < end else { throw damage("\(part) ends where \(meaning()) should be") }
        defer { offset += 1 }
        return bytes[offset]
    }

    /// A LEB128 number of at most 32 bits.
    mutating func u32(_ meaning: @autoclosure () -> String) throws(BinaryDamage) -> UInt32 {
        UInt32(truncatingIfNeeded: try unsigned(meaning(), bits: 32))
    }

    /// A LEB128 number of at most 64 bits.
    mutating func u64(_ meaning: @autoclosure () -> String) throws(BinaryDamage) -> UInt64 {
        try unsigned(meaning(), bits: 64)
    }

    private mutating func unsigned(_ meaning: @autoclosure () -> String, bits: UInt64) throws(BinaryDamage) -> UInt64 {
        let start = offset
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let byte = try byte(meaning())
            let payload = UInt64(byte & 0x7f)
            let left = bits - shift
            // The last byte may use only the bits that are left, and there may be none after it.
            if left < 7, payload >> left != 0 { throw damage("\(meaning()) is larger than \(bits) bits", at: start) }
            value |= payload << shift
            if byte & 0x80 == 0 { return value }
            shift += 7
            if shift >= bits { throw damage("\(meaning()) is longer than \(bits) bits", at: start) }
        }
    }

    /// Passes a signed LEB128 number of at most `bits` bits.
    mutating func skipSigned(_ meaning: String, bits: Int) throws(BinaryDamage) {
        let start = offset
        for _ in 0..<(bits + 6) / 7 where try byte(meaning) & 0x80 == 0 { return }
        throw damage("\(meaning) is longer than \(bits) bits", at: start)
    }

    /// How many entries follow. Each takes a byte or more, so that a larger number than there are bytes cannot be true; what
    /// is reserved for entries is thereby bounded by the size of the file.
    ///
    /// - Parameter limit: The most that engines accept, so that a file of many small entries cannot take much more memory than
    ///   its own size either.
    mutating func count(_ meaning: String, limit: Int = entryLimit) throws(BinaryDamage) -> Int {
        let start = offset
        let count = Int(try u32("the number of \(meaning)"))
        guard count <= limit else {
            throw damage("\(part) has \(count) \(meaning); at most \(limit) are allowed", at: start)
        }
        guard count <= remaining else {
            throw damage("\(part) claims \(count) \(meaning) but has only \(remaining) bytes for them", at: start)
        }
        return count
    }

    /// A name: its length and its UTF-8 bytes.
    mutating func name(_ meaning: String) throws(BinaryDamage) -> String {
        try text(at: try measured(meaning), meaning)
    }

    /// Passes bytes with their number in front of them, as names have it.
    mutating func measured(_ meaning: String) throws(BinaryDamage) -> MeasuredBytes {
        let start = offset
        let length = Int(try u32("the length of \(meaning)"))
        guard length <= remaining else {
            throw damage("\(meaning) of \(length) bytes reaches beyond the end of \(part)", at: start)
        }
        defer { offset += length }
        return MeasuredBytes(start: start, contents: offset..<(offset + length))
    }

    /// The text of a name that has been passed.
    func text(at place: MeasuredBytes, _ meaning: String) throws(BinaryDamage) -> String {
        guard let name = String(validating: array(place.contents), as: UTF8.self) else {
            throw damage("\(meaning) is not UTF-8", at: place.start)
        }
        return name
    }

    /// Bytes that have been passed.
    func array(_ range: Range<Int>) -> [UInt8] {
        var array: [UInt8] = []
        array.reserveCapacity(range.count)
        for index in range { array.append(bytes[index]) }
        return array
    }

    mutating func skip(_ count: Int, _ meaning: String) throws(BinaryDamage) {
        guard count <= remaining else { throw damage("\(part) ends in the middle of \(meaning)") }
        offset += count
    }

    /// The bytes up to `length` ahead as a part of their own, which this reader passes.
    @_lifetime(copy self)
    mutating func part(_ length: Int, named name: String) -> BinaryReader {
        let start = offset
        offset += min(length, remaining)
        return BinaryReader(bytes, in: start..<offset, part: name)
    }
}

/// The most entries of one kind that a module may have, as engines have it.
let entryLimit = 1_000_000

/// Where bytes stand that have their number in front of them.
struct MeasuredBytes: Equatable {
    /// Where their number begins.
    var start: Int
    var contents: Range<Int>
}
