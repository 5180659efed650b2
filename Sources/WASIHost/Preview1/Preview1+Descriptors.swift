import WASICore

/// Calls on an open descriptor.
extension Preview1 {
    /// `fd_advise(fd, offset: filesize, len: filesize, advice)`
    static let fdAdvise = HostFunction("fd_advise", [.i32, .i64, .i64, .i32]) { (arguments, context) throws(Errno) in
        try context.system.advise(
            arguments.descriptor(0), arguments.value(3), at: arguments.u64(1), length: arguments.u64(2))
    }

    /// `fd_allocate(fd, offset: filesize, len: filesize)`
    static let fdAllocate = HostFunction("fd_allocate", [.i32, .i64, .i64]) { (arguments, context) throws(Errno) in
        try context.system.allocate(arguments.descriptor(0), at: arguments.u64(1), length: arguments.u64(2))
    }

    /// `fd_close(fd)`
    static let fdClose = HostFunction("fd_close", [.i32], mayWait: true) { (arguments, context) throws(Errno) in
        try context.system.close(arguments.descriptor(0))
    }

    /// `fd_datasync(fd)`
    static let fdDatasync = HostFunction("fd_datasync", [.i32]) { (arguments, context) throws(Errno) in
        try context.system.syncData(arguments.descriptor(0))
    }

    /// `fd_fdstat_get(fd, status: *fdstat)`
    static let fdFdstatGet = HostFunction("fd_fdstat_get", [.i32, .i32]) { (arguments, context) throws(Errno) in
        let status = try context.system.status(of: arguments.descriptor(0))
        try context.memory.store(status, at: arguments.address(1))
    }

    /// `fd_fdstat_set_flags(fd, flags: fdflags)`
    static let fdFdstatSetFlags = HostFunction("fd_fdstat_set_flags", [.i32, .i32]) { (arguments, context) throws(Errno) in
        try context.system.setFlags(arguments.flags(1, .all), of: arguments.descriptor(0))
    }

    /// `fd_fdstat_set_rights(fd, base: rights, inheriting: rights)`
    static let fdFdstatSetRights = HostFunction("fd_fdstat_set_rights", [.i32, .i64, .i64]) {
        (arguments, context) throws(Errno) in
        try context.system.restrictRights(
            of: arguments.descriptor(0), to: arguments.rights(1), inheriting: arguments.rights(2))
    }

    /// `fd_filestat_get(fd, attributes: *filestat)`
    static let fdFilestatGet = HostFunction("fd_filestat_get", [.i32, .i32]) { (arguments, context) throws(Errno) in
        let attributes = try context.system.attributes(of: arguments.descriptor(0))
        try context.memory.store(attributes, at: arguments.address(1))
    }

    /// `fd_filestat_set_size(fd, size: filesize)`
    static let fdFilestatSetSize = HostFunction("fd_filestat_set_size", [.i32, .i64]) { (arguments, context) throws(Errno) in
        try context.system.resize(arguments.descriptor(0), to: arguments.u64(1))
    }

    /// `fd_filestat_set_times(fd, atim: timestamp, mtim: timestamp, flags: fstflags)`
    static let fdFilestatSetTimes = HostFunction("fd_filestat_set_times", [.i32, .i64, .i64, .i32]) {
        (arguments, context) throws(Errno) in
        let times = try FileTimes(
            flags: arguments.u32(3), access: arguments.timestamp(1), modification: arguments.timestamp(2))
        try context.system.setTimes(times, of: arguments.descriptor(0))
    }

    /// `fd_prestat_get(fd, preopen: *prestat)`
    static let fdPrestatGet = HostFunction("fd_prestat_get", [.i32, .i32]) { (arguments, context) throws(Errno) in
        let preopen = try context.system.preopen(arguments.descriptor(0))
        try context.memory.store(preopen, at: arguments.address(1))
    }

    /// `fd_prestat_dir_name(fd, path: *u8, path_len: size)`; a larger buffer than the name needs is all right.
    static let fdPrestatDirName = HostFunction("fd_prestat_dir_name", [.i32, .i32, .i32]) {
        (arguments, context) throws(Errno) in
        let capacity = arguments.u32(2)
        try context.memory.check(arguments.address(1), byteCount: Int(capacity))
        let preopen = try context.system.preopen(arguments.descriptor(0))
        guard preopen.name.count <= Int(capacity) else { throw .fileNameTooLong }
        try context.memory.store(preopen.name, at: arguments.address(1))
    }

    /// `fd_renumber(fd, to: fd)`
    static let fdRenumber = HostFunction("fd_renumber", [.i32, .i32], mayWait: true) { (arguments, context) throws(Errno) in
        try context.system.renumber(arguments.descriptor(0), to: arguments.descriptor(1))
    }

    /// `fd_seek(fd, offset: filedelta, whence, position: *filesize)`
    static let fdSeek = HostFunction("fd_seek", [.i32, .i64, .i32, .i32]) { (arguments, context) throws(Errno) in
        try seek(arguments, context, arguments.value(2))
    }

    /// `fd_sync(fd)`
    static let fdSync = HostFunction("fd_sync", [.i32]) { (arguments, context) throws(Errno) in
        try context.system.sync(arguments.descriptor(0))
    }

    /// `fd_tell(fd, position: *filesize)`
    static let fdTell = HostFunction("fd_tell", [.i32, .i32]) { (arguments, context) throws(Errno) in
        let position = try context.system.position(of: arguments.descriptor(0))
        try context.memory.store(position, at: arguments.address(1))
    }
}

extension Preview1 {
    /// `fd_seek`, whose only difference between preview 0 and 1 is how `whence` counts.
    static func seek(
        _ arguments: borrowing HostArguments, _ context: HostContext, _ whence: Whence
    ) throws(Errno) {
        try context.memory.check(arguments.address(3), byteCount: 8)
        let position = try context.system.seek(arguments.descriptor(0), by: arguments.i64(1), from: whence)
        try context.memory.store(position, at: arguments.address(3))
    }
}
