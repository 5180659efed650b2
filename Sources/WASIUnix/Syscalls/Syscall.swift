import CWASIUnix
import WASICore

/// The system calls, one function each, with the host's errors turned into ``WASICore/Errno``.
///
/// This file holds the only code that reads the host's `errno`, and the only policy about interrupted calls.
enum Syscall {
    /// Makes a call again as long as a signal interrupts it.
    @inline(__always)
    static func retrying<Result: FixedWidthInteger & SignedInteger>(_ call: () -> Result) throws(Errno) -> Result {
        let result = call()
        if result != -1 { return result }
        return try retrySlowly(call)
    }

    // Apart from `retrying`, so that what is inlined everywhere stays small.
    @inline(never)
    private static func retrySlowly<Result: FixedWidthInteger & SignedInteger>(_ call: () -> Result) throws(Errno) -> Result
    {
        while true {
            let number = cwasi_errno()
            guard number == Errno.hostInterrupted else { throw Errno(host: number) }
            let result = call()
            if result != -1 { return result }
        }
    }

    /// Makes a call once: for `close`, after which the number may already belong to somebody else, and for waits, whose time
    /// has to be computed anew.
    @inline(__always)
    @discardableResult
    static func once<Result: FixedWidthInteger & SignedInteger>(_ call: () -> Result) throws(Errno) -> Result {
        let result = call()
        if result == -1 { throw Errno(host: cwasi_errno()) }
        return result
    }
}
