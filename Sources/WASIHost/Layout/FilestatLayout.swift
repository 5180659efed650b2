import WASICore

/// Where the fields of a file's attributes lie, in bytes. Device, inode and type are where they always were.
///
/// WASI: [`filestat`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#filestat).
struct FilestatLayout {
    let size: Int
    /// u64, in preview 0 u32.
    let linkCount: Int
    let linkCountIsWide: Bool
    /// u64; the three times follow.
    let fileSize: Int

    /// u64.
    static let device = 0
    /// u64.
    static let inode = 8
    /// u8.
    static let type = 16
    /// u64, counted from ``fileSize``.
    static let accessTime = 8
    /// u64, counted from ``fileSize``.
    static let modificationTime = 16
    /// u64, counted from ``fileSize``.
    static let statusChangeTime = 24

    /// 64 bytes.
    static var preview1: FilestatLayout {
        FilestatLayout(size: 64, linkCount: 24, linkCountIsWide: true, fileSize: 32)
    }
}

extension GuestMemory {
    /// Stores a file's attributes.
    @inline(__always)
    mutating func store(
        _ attributes: FileAttributes, at address: UInt32, as layout: FilestatLayout = .preview1
    ) throws(Errno) {
        let record = try record(address, byteCount: layout.size)
        record.clear()
        record.store(attributes.device, at: FilestatLayout.device)
        record.store(attributes.inode, at: FilestatLayout.inode)
        record.store(attributes.type.rawValue, at: FilestatLayout.type)
        if layout.linkCountIsWide {
            record.store(attributes.linkCount, at: layout.linkCount)
        } else {
            record.store(UInt32(clamping: attributes.linkCount), at: layout.linkCount)
        }
        let times = layout.fileSize
        record.store(attributes.size, at: layout.fileSize)
        record.store(attributes.accessTime.rawValue, at: times + FilestatLayout.accessTime)
        record.store(attributes.modificationTime.rawValue, at: times + FilestatLayout.modificationTime)
        record.store(attributes.statusChangeTime.rawValue, at: times + FilestatLayout.statusChangeTime)
    }
}
