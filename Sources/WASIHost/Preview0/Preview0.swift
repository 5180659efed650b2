import WASICore

/// WASI preview 0: the 45 functions of `wasi_unstable`, which programs of 2019 import.
///
/// What became preview 1 in the end, with other layouts in four places and without `sock_accept`.
///
/// WASI: [`wasi_unstable`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview0/docs.md).
public enum Preview0 {
    /// The module that guests import from.
    public static let module = "wasi_unstable"

    /// All functions, in the specification's order.
    public static let functions: [HostFunction] = Preview1.functions.compactMap { function in
        switch function.name {
        case fdFilestatGet.name: fdFilestatGet
        case fdSeek.name: fdSeek
        case pathFilestatGet.name: pathFilestatGet
        case pollOneoff.name: pollOneoff
        case Preview1.sockAccept.name: nil
        default: function.exported(from: module)
        }
    }
}

/// The functions whose layouts differ.
extension Preview0 {
    /// `fd_filestat_get(fd, attributes: *filestat)`
    private static let fdFilestatGet = HostFunction(module: module, "fd_filestat_get", [.i32, .i32]) {
        (arguments, context) throws(Errno) in
        let attributes = try context.system.attributes(of: arguments.descriptor(0))
        try context.memory.store(attributes, at: arguments.address(1), as: .preview0)
    }

    /// `fd_seek(fd, offset: filedelta, whence, position: *filesize)`
    private static let fdSeek = HostFunction(module: module, "fd_seek", [.i32, .i64, .i32, .i32]) {
        (arguments, context) throws(Errno) in
        let whence: Whence =
            switch arguments.u32(2) {
            case 0: .current
            case 1: .end
            case 2: .start
            default: throw .invalidArgument
            }
        try Preview1.seek(arguments, context, whence)
    }

    /// `path_filestat_get(fd, flags: lookupflags, path: *u8, path_len: size, attributes: *filestat)`
    private static let pathFilestatGet = HostFunction(module: module, "path_filestat_get", [.i32, .i32, .i32, .i32, .i32]) {
        (arguments, context) throws(Errno) in
        let path = try context.path(arguments.address(2), arguments.u32(3), in: arguments.descriptor(0))
        let attributes = try context.system.attributes(at: path, follow: arguments.flags(1, .all))
        try context.memory.store(attributes, at: arguments.address(4), as: .preview0)
    }

    /// `poll_oneoff(in: *subscription, out: *event, nsubscriptions: size, nevents: *size)`
    private static let pollOneoff = HostFunction(module: module, "poll_oneoff", [.i32, .i32, .i32, .i32], mayWait: true) {
        (arguments, context) throws(Errno) in
        try Preview1.poll(arguments, context, .preview0)
    }
}

extension FilestatLayout {
    /// 56 bytes: the number of links is narrower, and what follows moves up.
    static var preview0: FilestatLayout {
        FilestatLayout(size: 56, linkCount: 20, linkCountIsWide: false, fileSize: 24)
    }
}

extension SubscriptionLayout {
    /// 56 bytes: a clock's fields follow an identifier that nobody used.
    static var preview0: SubscriptionLayout {
        SubscriptionLayout(size: 56, clock: 24, timeout: 32, precision: 40, clockFlags: 48)
    }
}
