import WASICore

/// The addresses of a socket and of its peer.
extension WasmEdge {
    /// `sock_getlocaladdr(fd, address: *address, type: *u32, port: *u32)` of version 1.
    static let sockGetlocaladdrV1 = HostFunction("sock_getlocaladdr", [.i32, .i32, .i32, .i32]) {
        (arguments, context) throws(Errno) in
        try tellV1(arguments, context) { context, fd throws(Errno) in try context.system.localAddress(of: fd) }
    }

    /// `sock_getpeeraddr(fd, address: *address, type: *u32, port: *u32)` of version 1.
    static let sockGetpeeraddrV1 = HostFunction("sock_getpeeraddr", [.i32, .i32, .i32, .i32]) {
        (arguments, context) throws(Errno) in
        try tellV1(arguments, context) { context, fd throws(Errno) in try context.system.remoteAddress(of: fd) }
    }

    /// `sock_getlocaladdr(fd, address: *address, port: *u32)` of version 2.
    static let sockGetlocaladdrV2 = HostFunction("sock_getlocaladdr", [.i32, .i32, .i32]) {
        (arguments, context) throws(Errno) in
        try tellV2(arguments, context) { context, fd throws(Errno) in try context.system.localAddress(of: fd) }
    }

    /// `sock_getpeeraddr(fd, address: *address, port: *u32)` of version 2.
    static let sockGetpeeraddrV2 = HostFunction("sock_getpeeraddr", [.i32, .i32, .i32]) {
        (arguments, context) throws(Errno) in
        try tellV2(arguments, context) { context, fd throws(Errno) in try context.system.remoteAddress(of: fd) }
    }

    private typealias Question = (HostContext, Descriptor) throws(Errno) -> SocketAddress

    @inline(__always)
    private static func tellV1(
        _ arguments: borrowing HostArguments, _ context: HostContext, _ address: Question
    ) throws(Errno) {
        let (type, port) = (arguments.address(2), arguments.address(3))
        try context.memory.check(type, byteCount: 4)
        try context.memory.check(port, byteCount: 4)
        let place = try context.addressBuffer(arguments.address(1))
        let address = try address(context, arguments.descriptor(0))
        // The version of the internet protocol, not the number of the family; there is none for names.
        let number: UInt32
        switch address {
        case .ipv4: number = 4
        case .ipv6: number = 6
        case .unix: throw .invalidArgument
        }
        guard place.store(address) else { throw .invalidArgument }
        try context.memory.store(number, at: type)
        try context.memory.store(UInt32(address.port ?? 0), at: port)
    }

    @inline(__always)
    private static func tellV2(
        _ arguments: borrowing HostArguments, _ context: HostContext, _ address: Question
    ) throws(Errno) {
        let port = arguments.address(2)
        try context.memory.check(port, byteCount: 4)
        let place = try context.addressBuffer(arguments.address(1))
        let address = try address(context, arguments.descriptor(0))
        guard place.store(address) else { throw .invalidArgument }
        try context.memory.store(UInt32(address.port ?? 0), at: port)
    }
}
