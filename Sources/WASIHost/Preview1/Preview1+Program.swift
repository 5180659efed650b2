import WASICore

/// What a program is told when it starts.
extension Preview1 {
    /// `args_get(argv: **u8, argv_buf: *u8)`
    static let argsGet = HostFunction("args_get", [.i32, .i32]) { (arguments, context) throws(Errno) in
        try context.memory.store(context.system.arguments(), table: arguments.address(0), bytes: arguments.address(1))
    }

    /// `args_sizes_get(count: *size, byte_count: *size)`
    static let argsSizesGet = HostFunction("args_sizes_get", [.i32, .i32]) { (arguments, context) throws(Errno) in
        let size = try StringsSize(context.system.arguments())
        try context.memory.store(size, at: arguments.address(0), arguments.address(1))
    }

    /// `environ_get(environ: **u8, environ_buf: *u8)`
    static let environGet = HostFunction("environ_get", [.i32, .i32]) { (arguments, context) throws(Errno) in
        let variables = context.system.environment().map(\.description)
        try context.memory.store(variables, table: arguments.address(0), bytes: arguments.address(1))
    }

    /// `environ_sizes_get(count: *size, byte_count: *size)`
    static let environSizesGet = HostFunction("environ_sizes_get", [.i32, .i32]) { (arguments, context) throws(Errno) in
        let size = try StringsSize(context.system.environment().map(\.description))
        try context.memory.store(size, at: arguments.address(0), arguments.address(1))
    }
}

extension GuestMemory {
    /// Stores both numbers, or neither.
    fileprivate mutating func store(_ size: StringsSize, at count: UInt32, _ byteCount: UInt32) throws(Errno) {
        try check(byteCount, byteCount: 4)
        try store(size.count, at: count)
        try store(size.byteCount, at: byteCount)
    }
}
