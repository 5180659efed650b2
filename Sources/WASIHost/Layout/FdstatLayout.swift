import WASICore

/// Where the fields of a descriptor's status lie, in bytes.
///
/// WASI: [`fdstat`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#fdstat).
enum FdstatLayout {
    static let size = 24
    /// u8.
    static let type = 0
    /// u16.
    static let flags = 2
    /// u64.
    static let rights = 8
    /// u64.
    static let inheriting = 16
}

extension GuestMemory {
    /// Stores a descriptor's status.
    mutating func store(_ status: DescriptorStatus, at address: UInt32) throws(Errno) {
        let record = try record(address, byteCount: FdstatLayout.size)
        record.clear()
        record.store(status.type.rawValue, at: FdstatLayout.type)
        record.store(status.flags.rawValue, at: FdstatLayout.flags)
        record.store(status.rights.rawValue, at: FdstatLayout.rights)
        record.store(status.inheriting.rawValue, at: FdstatLayout.inheriting)
    }
}
