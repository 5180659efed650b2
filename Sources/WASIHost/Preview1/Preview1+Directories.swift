import WASICore

/// Listing directories.
extension Preview1 {
    /// `fd_readdir(fd, buf: *u8, buf_len: size, cookie: dircookie, used: *size)`
    static let fdReaddir = HostFunction("fd_readdir", [.i32, .i32, .i32, .i64, .i32]) { (arguments, context) throws(Errno) in
        var packer = try context.memory.directoryPacker(arguments.address(1), byteCount: Int(arguments.u32(2)))
        try context.system.readDirectory(arguments.descriptor(0), from: DirectoryCookie(rawValue: arguments.u64(3))) {
            entry throws(Errno) in
            packer.append(entry)
            return packer.hasRoom
        }
        try context.memory.store(UInt32(clamping: packer.used), at: arguments.address(4))
    }
}
