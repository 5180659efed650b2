import WASICore

/// Calls on sockets that preview 1 has.
extension Preview1 {
    /// `sock_accept(fd, flags: fdflags, accepted: *fd)`
    static let sockAccept = HostFunction("sock_accept", [.i32, .i32, .i32], mayWait: true) {
        (arguments, context) throws(Errno) in
        try context.memory.check(arguments.address(2), byteCount: 4)
        let descriptor = try context.system.accept(arguments.descriptor(0), flags: arguments.flags(1, .all))
        try context.memory.store(descriptor.rawValue, at: arguments.address(2))
    }

    /// `sock_recv(fd, ri_data: *iovec, ri_data_len: size, ri_flags: riflags, received: *size, ro_flags: *roflags)`
    static let sockRecv = HostFunction("sock_recv", [.i32, .i32, .i32, .i32, .i32, .i32], mayWait: true) {
        (arguments, context) throws(Errno) in
        try context.memory.check(arguments.address(4), byteCount: 4)
        try context.memory.check(arguments.address(5), byteCount: 2)
        var buffers = try context.scatterBuffers(arguments.address(1), arguments.u32(2))
        let received = try context.system.receive(
            arguments.descriptor(0), into: &buffers, flags: arguments.flags(3, .all))
        try context.memory.store(UInt32(clamping: received.byteCount), at: arguments.address(4))
        try context.memory.store(received.flags.rawValue, at: arguments.address(5))
    }

    /// `sock_send(fd, si_data: *ciovec, si_data_len: size, si_flags: siflags, sent: *size)`
    static let sockSend = HostFunction("sock_send", [.i32, .i32, .i32, .i32, .i32], mayWait: true) {
        (arguments, context) throws(Errno) in
        try context.memory.check(arguments.address(4), byteCount: 4)
        let buffers = try context.gatherBuffers(arguments.address(1), arguments.u32(2))
        let count = try context.system.send(arguments.descriptor(0), from: buffers, flags: arguments.flags(3, .all))
        try context.memory.store(UInt32(clamping: count), at: arguments.address(4))
    }

    /// `sock_shutdown(fd, how: sdflags)`
    static let sockShutdown = HostFunction("sock_shutdown", [.i32, .i32]) { (arguments, context) throws(Errno) in
        try context.system.shutdown(arguments.descriptor(0), arguments.flags(1, .all))
    }
}
