import WASICore

/// Where the fields of a preopen's description lie, in bytes.
///
/// WASI: [`prestat`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#prestat).
enum PrestatLayout {
    static let size = 8
    /// u8: the kind of preopen.
    static let tag = 0
    /// u32: the length of the name in bytes, without a NUL.
    static let nameLength = 4

    /// The only kind there is: a directory.
    static let directory: UInt8 = 0
}

extension GuestMemory {
    /// Stores a preopen's description.
    ///
    /// - Throws: ``WASICore/Errno/overflow`` if the name is too long for an i32.
    mutating func store(_ preopen: Preopen, at address: UInt32) throws(Errno) {
        let record = try record(address, byteCount: PrestatLayout.size)
        guard let length = UInt32(exactly: preopen.name.count) else { throw .overflow }
        record.clear()
        record.store(PrestatLayout.directory, at: PrestatLayout.tag)
        record.store(length, at: PrestatLayout.nameLength)
    }
}
