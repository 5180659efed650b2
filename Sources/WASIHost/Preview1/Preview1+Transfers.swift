import WASICore

/// Reading and writing.
extension Preview1 {
    /// `fd_pread(fd, iovs: *iovec, iovs_len: size, offset: filesize, read: *size)`
    static let fdPread = HostFunction("fd_pread", [.i32, .i32, .i32, .i64, .i32]) { (arguments, context) throws(Errno) in
        try context.memory.check(arguments.address(4), byteCount: 4)
        var buffers = try context.scatterBuffers(arguments.address(1), arguments.u32(2))
        let count = try context.system.read(arguments.descriptor(0), into: &buffers, at: arguments.u64(3))
        try context.memory.store(UInt32(clamping: count), at: arguments.address(4))
    }

    /// `fd_pwrite(fd, iovs: *ciovec, iovs_len: size, offset: filesize, written: *size)`
    static let fdPwrite = HostFunction("fd_pwrite", [.i32, .i32, .i32, .i64, .i32]) { (arguments, context) throws(Errno) in
        try context.memory.check(arguments.address(4), byteCount: 4)
        let buffers = try context.gatherBuffers(arguments.address(1), arguments.u32(2))
        let count = try context.system.write(arguments.descriptor(0), from: buffers, at: arguments.u64(3))
        try context.memory.store(UInt32(clamping: count), at: arguments.address(4))
    }

    /// `fd_read(fd, iovs: *iovec, iovs_len: size, read: *size)`
    static let fdRead = HostFunction("fd_read", [.i32, .i32, .i32, .i32], mayWait: true) {
        (arguments, context) throws(Errno) in
        try context.memory.check(arguments.address(3), byteCount: 4)
        var buffers = try context.scatterBuffers(arguments.address(1), arguments.u32(2))
        let count = try context.system.read(arguments.descriptor(0), into: &buffers)
        try context.memory.store(UInt32(clamping: count), at: arguments.address(3))
    }

    /// `fd_write(fd, iovs: *ciovec, iovs_len: size, written: *size)`
    static let fdWrite = HostFunction("fd_write", [.i32, .i32, .i32, .i32], mayWait: true) {
        (arguments, context) throws(Errno) in
        try context.memory.check(arguments.address(3), byteCount: 4)
        let buffers = try context.gatherBuffers(arguments.address(1), arguments.u32(2))
        let count = try context.system.write(arguments.descriptor(0), from: buffers)
        try context.memory.store(UInt32(clamping: count), at: arguments.address(3))
    }
}
