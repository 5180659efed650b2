import WASICore

/// Making sockets and connections.
extension WasmEdge {
    /// `sock_open(family: u8, type: u8, opened: *fd)`
    ///
    /// What is written to the socket, and to those it accepts, is sent without delay, as Go has it everywhere: the calls have no
    /// option for that, and a program that writes the head and the body of its answers in two goes would wait 40 ms for each.
    static let sockOpen = HostFunction("sock_open", [.i32, .i32, .i32]) { (arguments, context) throws(Errno) in
        try context.memory.check(arguments.address(2), byteCount: 4)
        let family = try arguments.value(0, as: AddressFamily.self)
        let type = try arguments.value(1, as: SocketType.self)
        let descriptor = try context.system.openSocket(family, type, .any)
        if type == .stream, family != .unix {
            try? context.system.setOption(.noDelay, to: .flag(true), of: descriptor)
        }
        try context.memory.store(descriptor.rawValue, at: arguments.address(2))
    }

    /// `sock_bind(fd, address: *address, port: u32)`
    static let sockBind = HostFunction("sock_bind", [.i32, .i32, .i32], mayWait: true) {
        (arguments, context) throws(Errno) in
        let address = try context.socketAddress(arguments.address(1), port: arguments.u32(2))
        try context.system.bind(arguments.descriptor(0), to: address)
    }

    /// `sock_connect(fd, address: *address, port: u32)`
    static let sockConnect = HostFunction("sock_connect", [.i32, .i32, .i32], mayWait: true) {
        (arguments, context) throws(Errno) in
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
    static let sockAcceptV1 = HostFunction("sock_accept", [.i32, .i32], mayWait: true) {
        (arguments, context) throws(Errno) in
        try context.memory.check(arguments.address(1), byteCount: 4)
        let descriptor = try context.system.accept(arguments.descriptor(0), flags: [])
        try context.memory.store(descriptor.rawValue, at: arguments.address(1))
    }
}
