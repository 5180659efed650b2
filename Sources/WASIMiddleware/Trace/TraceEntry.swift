import WASICore

/// A directory entry that is to be shown.
struct TraceEntry {
    /// How many entries and events are shown of one call.
    static let limit = 32

    var name: [UInt8]
    var type: FileType
    var inode: UInt64
    var next: UInt64

    init(_ entry: borrowing DirectoryEntry) {
        name = []
        for offset in 0..<min(entry.name.byteCount, 4096) {
            name.append(entry.name.byte(at: offset))
        }
        (type, inode, next) = (entry.type, entry.inode, entry.next.rawValue)
    }
}
