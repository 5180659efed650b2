import WASICore

/// Shows `body` a path of the host's making.
func withPath<Result>(
    _ bytes: [UInt8], in directory: Descriptor, _ body: (borrowing GuestPath) throws(Errno) -> Result
) throws(Errno) -> Result {
    try unsafe body(GuestPath(bytes.span.bytes, in: directory))
}

/// Lets `body` fill bytes from the beginning, and gives what it has filled.
func filledBytes(
    _ capacity: Int, _ body: (inout MutableRawSpan) throws(Errno) -> Int
) throws(Errno) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: capacity)
    var span = bytes.mutableSpan
    var raw = unsafe span.mutableBytes
    let count = try body(&raw)
    return Array(bytes.prefix(max(count, 0)))
}

extension RawSpan {
    /// The first bytes, at most `limit` of them.
    func copied(_ limit: Int) -> [UInt8] {
        var copy: [UInt8] = []
        copy.reserveCapacity(min(byteCount, limit))
        for offset in 0..<min(byteCount, limit) { copy.append(byte(at: offset)) }
        return copy
    }
}

/// Shows `visit` an entry that was kept.
func withEntry(
    _ entry: SortedEntry, inode: UInt64, next: DirectoryCookie,
    _ visit: (borrowing DirectoryEntry) throws(Errno) -> Bool
) throws(Errno) -> Bool {
    try unsafe visit(DirectoryEntry(name: entry.name.span.bytes, type: entry.type, inode: inode, next: next))
}
