import WASICore

/// Making sockets and connections.
extension WasmEdge {
    /// `sock_open(family: u8, type: u8, opened: *fd)`
    static let sockOpen = HostFunction("sock_open", [.i32, .i32, .i32]) { (arguments, context) throws(Errno) in
        try context.memory.check(arguments.address(2), byteCount: 4)
        let family = try arguments.value(0, as: AddressFamily.self)
        let descriptor = try context.system.openSocket(family, arguments.value(1), .any)
        try context.memory.store(descriptor.rawValue, at: arguments.address(2))
    }

    /// `sock_bind(fd, address: *address, port: u32)`
    static let sockBind = HostFunction("sock_bind", [.i32, .i32, .i32]) { (arguments, context) throws(Errno) in
        let address = try context.socketAddress(arguments.address(1), port: arguments.u32(2))
        try context.system.bind(arguments.descriptor(0), to: address)
    }

    /// `sock_connect(fd, address: *address, port: u32)`
    static let sockConnect = HostFunction("sock_connect", [.i32, .i32, .i32]) { (arguments, context) throws(Errno) in
        let address = try context.socketAddress(arguments.address(1), port: arguments.u32(2))
        try context.system.connect(arguments.descriptor(0), to: address)
    }

    /// `sock_listen(fd, backlog: s32)`
    static let sockListen = HostFunction("sock_listen", [.i32, .i32]) { (arguments, context) throws(Errno) in
        try context.system.listen(arguments.descriptor(0), backlog: Int32(bitPattern: arguments.u32(1)))
    }

    /// `sock_accept(fd, accepted: *fd)` of version 1.
    ///
    /// The new socket waits, whatever the old one does; version 2 is preview 1's, which has flags.
    static let sockAcceptV1 = HostFunction("sock_accept", [.i32, .i32]) { (arguments, context) throws(Errno) in
        try context.memory.check(arguments.address(1), byteCount: 4)
        let descriptor = try context.system.accept(arguments.descriptor(0), flags: [])
        try context.memory.store(descriptor.rawValue, at: arguments.address(1))
    }
}
