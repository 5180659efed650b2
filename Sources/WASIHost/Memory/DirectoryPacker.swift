import WASICore

/// Packs directory entries into a guest's buffer.
///
/// The entry that the buffer ends in is cut there: a buffer that is full to the last byte tells the guest that there may be more.
@safe
struct DirectoryPacker {
    private let base: UnsafeMutableRawPointer
    private let byteCount: Int
    /// The number of bytes that are filled.
    private(set) var used = 0

    /// Wraps checked memory, valid during one call.
    @unsafe
    init(base: UnsafeMutableRawPointer, byteCount: Int) {
        unsafe self.base = base
        self.byteCount = byteCount
    }

    /// Whether another entry can have room, if only a part of it.
    var hasRoom: Bool { used < byteCount }

    /// Appends what fits of an entry.
    mutating func append(_ entry: borrowing DirectoryEntry) {
        let room = byteCount &- used
        let nameLength = entry.name.byteCount
        let header = (
            entry.next.rawValue.littleEndian, entry.inode.littleEndian,
            UInt32(clamping: nameLength).littleEndian, UInt32(entry.type.rawValue).littleEndian
        )
        if room >= DirentLayout.size {
            let place = unsafe base + used
            unsafe place.storeBytes(of: header.0, toByteOffset: DirentLayout.next, as: UInt64.self)
            unsafe place.storeBytes(of: header.1, toByteOffset: DirentLayout.inode, as: UInt64.self)
            unsafe place.storeBytes(of: header.2, toByteOffset: DirentLayout.nameLength, as: UInt32.self)
            // With the three bytes of padding behind it.
            unsafe place.storeBytes(of: header.3, toByteOffset: DirentLayout.type, as: UInt32.self)
            used &+= DirentLayout.size
            copy(entry.name)
        } else {
            unsafe withUnsafeBytes(of: header) { unsafe copy($0.bytes) }
        }
    }

    /// Copies what fits of some bytes.
    private mutating func copy(_ source: RawSpan) {
        let length = min(source.byteCount, byteCount &- used)
        unsafe source.withUnsafeBytes { bytes in
            guard let from = bytes.baseAddress else { return }
            unsafe (base + used).copyMemory(from: from, byteCount: length)
        }
        used &+= length
    }
}

extension GuestMemory {
    /// A packer for the `byteCount` bytes at `address`, if they are inside.
    mutating func directoryPacker(_ address: UInt32, byteCount: Int) throws(Errno) -> DirectoryPacker {
        unsafe DirectoryPacker(base: try pointer(address, byteCount), byteCount: byteCount)
    }
}
