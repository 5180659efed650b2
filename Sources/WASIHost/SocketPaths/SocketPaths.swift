import WASICore

/// Preview 1 with a `path_open` that makes sockets.
///
/// A program that opens `tcp+listen://:8080` or `udp4+dial://example.org:53`, below no directory but the descriptor -1, gets a
/// socket that listens or is connected. Behind the address may stand the options of ``WASICore/SocketEndpoint``. Sockets do
/// not wait unless `?nonblock=0` says so: one that connects is returned at once, and becomes writable when it is connected.
///
/// The scheme is `tcp`, `tcp4`, `tcp6`, `udp`, `udp4` or `udp6`, and the operation `listen` or `dial`. Everything else is
/// preview 1's own.
public enum SocketPaths {
    /// All functions of preview 1, in the specification's order.
    public static let functions: [HostFunction] = Preview1.functions.map { $0.name == pathOpen.name ? pathOpen : $0 }

    /// `path_open(fd, dirflags: lookupflags, path: *u8, path_len: size, oflags, base: rights, inheriting: rights, fdflags, opened: *fd)`
    private static let pathOpen = HostFunction(Preview1.pathOpen.name, Preview1.pathOpen.type.parameters, mayWait: true) {
        (arguments, context) throws(Errno) in
        let isBelowNothing = Int32(bitPattern: arguments.descriptor(0).rawValue) < 0
        guard isBelowNothing,
            let path = try SocketPath(String(repairing: context.text(arguments.address(2), arguments.u32(3))))
        else { return try Preview1.pathOpen.body(arguments, context) }

        try context.memory.check(arguments.address(8), byteCount: 4)
        let system = context.system
        let descriptor = try path.open(on: system, flags: arguments.flags(7, .all))
        do throws(Errno) {
            try system.restrictRights(
                of: descriptor, to: arguments.rights(5).intersection(path.rights),
                inheriting: arguments.rights(6).intersection(path.inheriting))
        } catch {
            try? system.close(descriptor)
            throw error
        }
        try context.memory.store(descriptor.rawValue, at: arguments.address(8))
    }
}
