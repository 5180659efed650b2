import WASICore

/// Options of sockets.
extension WasmEdge {
    /// `sock_getsockopt(fd, level: s32, option: s32, value: *u8, size: size or *size)`
    static let sockGetsockopt = HostFunction("sock_getsockopt", [.i32, .i32, .i32, .i32, .i32]) {
        (arguments, context) throws(Errno) in
        let option = try SocketOption(level: arguments.u32(1), number: arguments.u32(2))
        let room = try OptionRoom(for: option, at: arguments.address(3), arguments.u32(4), in: &context.memory)
        let value = try context.system.option(option, of: arguments.descriptor(0))
        try room.store(value, of: option, in: &context.memory)
    }

    /// `sock_setsockopt(fd, level: s32, option: s32, value: *u8, size: size)`
    static let sockSetsockopt = HostFunction("sock_setsockopt", [.i32, .i32, .i32, .i32, .i32]) {
        (arguments, context) throws(Errno) in
        let option = try SocketOption(level: arguments.u32(1), number: arguments.u32(2))
        let value = try context.optionValue(option, arguments.address(3), arguments.u32(4))
        try context.system.setOption(option, to: value, of: arguments.descriptor(0))
    }
}
