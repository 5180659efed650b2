/// Whether bytes are well-formed UTF-8, by table 3-7 of the Unicode standard.
@unsafe
func isWellFormedUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let count = bytes.count
    var index = 0
    while index < count {
        // Nearly all paths are ASCII throughout, which shows in the top bits of eight bytes at a time.
        while count &- index >= 8, unsafe isASCII(bytes, at: index) { index &+= 8 }
        // The last few bytes are looked at together with some that were seen already.
        if count >= 8, count &- index < 8, unsafe isASCII(bytes, at: count &- 8) { return true }
        guard index < count else { break }
        let first = unsafe bytes[index]
        if first < 0x80 {
            index &+= 1
            continue
        }
        let length: Int
        // What the second byte may be; the narrower ranges keep out overlong forms, surrogates and what is beyond U+10FFFF.
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch first {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return false
        }
        guard count &- index >= length, unsafe second.contains(bytes[index &+ 1]) else { return false }
        for offset in 2..<max(2, length) where unsafe bytes[index &+ offset] & 0xC0 != 0x80 { return false }
        index &+= length
    }
    return true
}

/// Whether the eight bytes at `offset` are ASCII.
@inline(__always)
@unsafe
private func isASCII(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Bool {
    unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
}
