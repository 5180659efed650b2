#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import WASICore

/// `/dev/null`, opened once for all systems of the process: it has no state, and with thousands of guests three descriptors for each
/// would be most of what the process may have.
enum NullDevice {
    private static let outcome: Result<Int32, Errno> = Result { () throws(Errno) in
        try Syscall.open(hostPath: "/dev/null", O_RDWR).release()
    }

    /// The descriptor, which nobody closes.
    static func descriptor() throws(Errno) -> Int32 { try outcome.get() }
}
