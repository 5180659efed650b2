#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import CWASIUnix
import WASICore

extension Syscall {
    /// `fstat`.
    @inline(__always)
    static func status(_ fd: Int32) throws(Errno) -> stat {
        var status = stat()
        _ = try retrying { unsafe fstat(fd, &status) }
        return status
    }

    /// `fcntl(F_DUPFD_CLOEXEC)`.
    static func duplicate(_ fd: Int32) throws(Errno) -> OwnedDescriptor {
        OwnedDescriptor(taking: try retrying { cwasi_duplicate(fd) })
    }

    /// `fcntl(F_GETFL)`.
    static func statusFlags(_ fd: Int32) throws(Errno) -> Int32 {
        try retrying { cwasi_status_flags(fd) }
    }

    /// `fcntl(F_SETFL)`.
    static func setStatusFlags(_ flags: Int32, of fd: Int32) throws(Errno) {
        _ = try retrying { cwasi_set_status_flags(fd, flags) }
    }

    /// `open`, of a path of the embedder's: never of a guest's.
    static func open(hostPath: String, _ flags: Int32) throws(Errno) -> OwnedDescriptor {
        let number = try retrying { unsafe hostPath.withCString { unsafe cwasi_openat(AT_FDCWD, $0, flags | O_CLOEXEC, 0) } }
        return OwnedDescriptor(taking: number)
    }
}
