import WASICore

/// Calls on paths below an open directory.
extension Preview1 {
    /// `path_create_directory(fd, path: *u8, path_len: size)`
    static let pathCreateDirectory = HostFunction("path_create_directory", [.i32, .i32, .i32]) {
        (arguments, context) throws(Errno) in
        let path = try context.path(arguments.address(1), arguments.u32(2), in: arguments.descriptor(0))
        try context.system.createDirectory(at: path)
    }

    /// `path_filestat_get(fd, flags: lookupflags, path: *u8, path_len: size, attributes: *filestat)`
    static let pathFilestatGet = HostFunction("path_filestat_get", [.i32, .i32, .i32, .i32, .i32]) {
        (arguments, context) throws(Errno) in
        let path = try context.path(arguments.address(2), arguments.u32(3), in: arguments.descriptor(0))
        let attributes = try context.system.attributes(at: path, follow: arguments.flags(1, .all))
        try context.memory.store(attributes, at: arguments.address(4))
    }

    /// `path_filestat_set_times(fd, flags: lookupflags, path: *u8, path_len: size, atim, mtim: timestamp, flags: fstflags)`
    static let pathFilestatSetTimes = HostFunction("path_filestat_set_times", [.i32, .i32, .i32, .i32, .i64, .i64, .i32]) {
        (arguments, context) throws(Errno) in
        let path = try context.path(arguments.address(2), arguments.u32(3), in: arguments.descriptor(0))
        let times = try FileTimes(
            flags: arguments.u32(6), access: arguments.timestamp(4), modification: arguments.timestamp(5))
        try context.system.setTimes(times, at: path, follow: arguments.flags(1, .all))
    }

    /// `path_link(old_fd, old_flags: lookupflags, old_path: *u8, old_len: size, new_fd, new_path: *u8, new_len: size)`
    static let pathLink = HostFunction("path_link", [.i32, .i32, .i32, .i32, .i32, .i32, .i32]) {
        (arguments, context) throws(Errno) in
        let source = try context.path(arguments.address(2), arguments.u32(3), in: arguments.descriptor(0))
        let target = try context.path(arguments.address(5), arguments.u32(6), in: arguments.descriptor(4))
        try context.system.link(source, follow: arguments.flags(1, .all), to: target)
    }

    /// `path_open(fd, dirflags: lookupflags, path: *u8, path_len: size, oflags, base: rights, inheriting: rights, fdflags, opened: *fd)`
    static let pathOpen = HostFunction("path_open", [.i32, .i32, .i32, .i32, .i32, .i64, .i64, .i32, .i32]) {
        (arguments, context) throws(Errno) in
        try context.memory.check(arguments.address(8), byteCount: 4)
        let path = try context.path(arguments.address(2), arguments.u32(3), in: arguments.descriptor(0))
        let descriptor = try context.system.open(
            path, follow: arguments.flags(1, .all), options: arguments.flags(4, .all),
            rights: arguments.rights(5), inheriting: arguments.rights(6), flags: arguments.flags(7, .all))
        try context.memory.store(descriptor.rawValue, at: arguments.address(8))
    }

    /// `path_readlink(fd, path: *u8, path_len: size, buf: *u8, buf_len: size, used: *size)`
    static let pathReadlink = HostFunction("path_readlink", [.i32, .i32, .i32, .i32, .i32, .i32]) {
        (arguments, context) throws(Errno) in
        let path = try context.path(arguments.address(1), arguments.u32(2), in: arguments.descriptor(0))
        var buffer = try context.mutableBytes(arguments.address(3), arguments.u32(4))
        let count = try context.system.readLink(at: path, into: &buffer)
        try context.memory.store(UInt32(clamping: count), at: arguments.address(5))
    }

    /// `path_remove_directory(fd, path: *u8, path_len: size)`
    static let pathRemoveDirectory = HostFunction("path_remove_directory", [.i32, .i32, .i32]) {
        (arguments, context) throws(Errno) in
        let path = try context.path(arguments.address(1), arguments.u32(2), in: arguments.descriptor(0))
        try context.system.removeDirectory(at: path)
    }

    /// `path_rename(fd, old_path: *u8, old_len: size, new_fd, new_path: *u8, new_len: size)`
    static let pathRename = HostFunction("path_rename", [.i32, .i32, .i32, .i32, .i32, .i32]) {
        (arguments, context) throws(Errno) in
        let source = try context.path(arguments.address(1), arguments.u32(2), in: arguments.descriptor(0))
        let target = try context.path(arguments.address(4), arguments.u32(5), in: arguments.descriptor(3))
        try context.system.rename(source, to: target)
    }

    /// `path_symlink(old_path: *u8, old_len: size, fd, new_path: *u8, new_len: size)`
    static let pathSymlink = HostFunction("path_symlink", [.i32, .i32, .i32, .i32, .i32]) {
        (arguments, context) throws(Errno) in
        let target = try context.text(arguments.address(0), arguments.u32(1))
        let path = try context.path(arguments.address(3), arguments.u32(4), in: arguments.descriptor(2))
        try context.system.createSymlink(to: target, at: path)
    }

    /// `path_unlink_file(fd, path: *u8, path_len: size)`
    static let pathUnlinkFile = HostFunction("path_unlink_file", [.i32, .i32, .i32]) { (arguments, context) throws(Errno) in
        let path = try context.path(arguments.address(1), arguments.u32(2), in: arguments.descriptor(0))
        try context.system.unlinkFile(at: path)
    }
}
