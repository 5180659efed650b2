import WASICore

/// Randomness.
extension Preview1 {
    /// `random_get(buf: *u8, buf_len: size)`
    static let randomGet = HostFunction("random_get", [.i32, .i32]) { (arguments, context) throws(Errno) in
        var buffer = try context.mutableBytes(arguments.address(0), arguments.u32(1))
        try context.system.randomBytes(into: &buffer)
    }
}
