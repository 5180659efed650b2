#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import CWASIUnix
import WASICore

// Transfers that do not wait, whatever the descriptor's own flags say.
extension Syscall {
    /// `readv` that throws ``WASICore/Errno/resourceTemporarilyUnavailable`` where it would wait, and
    /// ``WASICore/Errno/notSupported`` where the file cannot be read so.
    @unsafe
    static func readWithoutWaiting(_ fd: Int32, _ segments: Segments) throws(Errno) -> Int {
        #if os(Linux)
            return try asking { unsafe cwasi_readv_nowait(fd, vectors(segments), vectorCount(segments)) }
        #else
            throw .notSupported
        #endif
    }

    /// `writev` in the same way.
    @unsafe
    static func writeWithoutWaiting(_ fd: Int32, _ segments: Segments) throws(Errno) -> Int {
        #if os(Linux)
            return try asking { unsafe cwasi_writev_nowait(fd, vectors(segments), vectorCount(segments)) }
        #else
            throw .notSupported
        #endif
    }

    /// Makes a call that kernels and sandboxes of old do not know.
    @inline(__always)
    private static func asking(_ call: () -> Int) throws(Errno) -> Int {
        do throws(Errno) { return try retrying(call) } catch .noFunction { throw .notSupported }
    }
}
