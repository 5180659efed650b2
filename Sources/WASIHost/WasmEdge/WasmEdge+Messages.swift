import WASICore

/// Messages with the address of their other end.
extension WasmEdge {
    /// `sock_send_to(fd, si_data: *ciovec, si_data_len: size, address: *address, port: u32, si_flags: siflags, sent: *size)`
    static let sockSendTo = HostFunction("sock_send_to", [.i32, .i32, .i32, .i32, .i32, .i32, .i32], mayWait: true) {
        (arguments, context) throws(Errno) in
        try context.memory.check(arguments.address(6), byteCount: 4)
        let address = try context.socketAddress(arguments.address(3), port: arguments.u32(4))
        let buffers = try context.gatherBuffers(arguments.address(1), arguments.u32(2))
        let count = try context.system.send(
            arguments.descriptor(0), from: buffers, flags: arguments.flags(5, .all), to: address)
        try context.memory.store(UInt32(clamping: count), at: arguments.address(6))
    }

    /// `sock_recv_from(fd, ri_data: *iovec, ri_data_len: size, address: *address, ri_flags: riflags, received: *size,
    /// ro_flags: *roflags)` of version 1, which does not tell the port.
    static let sockRecvFromV1 = HostFunction("sock_recv_from", [.i32, .i32, .i32, .i32, .i32, .i32, .i32], mayWait: true) {
        (arguments, context) throws(Errno) in
        try receive(arguments, context, port: nil, count: arguments.address(5), flags: arguments.address(6))
    }

    /// `sock_recv_from(fd, ri_data: *iovec, ri_data_len: size, address: *address, ri_flags: riflags, port: *u32,
    /// received: *size, ro_flags: *roflags)` of version 2.
    static let sockRecvFromV2 = HostFunction(
        "sock_recv_from", [.i32, .i32, .i32, .i32, .i32, .i32, .i32, .i32], mayWait: true
    ) {
        (arguments, context) throws(Errno) in
        try receive(
            arguments, context, port: arguments.address(5), count: arguments.address(6), flags: arguments.address(7))
    }

    /// `sock_recv_from`; the versions differ in where the answers go.
    @inline(__always)
    private static func receive(
        _ arguments: borrowing HostArguments, _ context: HostContext, port: UInt32?, count: UInt32, flags: UInt32
    ) throws(Errno) {
        if let port { try context.memory.check(port, byteCount: 4) }
        try context.memory.check(count, byteCount: 4)
        // 16 bits, like preview 1's; wasi-go stores 32.
        try context.memory.check(flags, byteCount: 2)
        let place = try context.addressBuffer(arguments.address(3))
        var buffers = try context.scatterBuffers(arguments.address(1), arguments.u32(2))
        let message = try context.system.receiveMessage(
            arguments.descriptor(0), into: &buffers, flags: arguments.flags(4, .all))

        // The message is taken; that its sender cannot be told is no reason to lose it.
        var number: UInt16 = 0
        if let sender = message.sender ?? (try? context.system.remoteAddress(of: arguments.descriptor(0))),
            place.store(sender)
        {
            number = sender.port ?? 0
        } else {
            place.clear()
        }
        if let port { try context.memory.store(UInt32(number), at: port) }
        try context.memory.store(UInt32(clamping: message.byteCount), at: count)
        try context.memory.store(message.flags.rawValue, at: flags)
    }
}
