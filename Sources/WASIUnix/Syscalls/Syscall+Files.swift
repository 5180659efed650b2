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
        _ = try retrying { unsafe cwasi_fstat(fd, &status) }
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

    /// Opens `/dev/null` for each of the process's standard streams that it was started without.
    static func openMissingStandardStreams() {
        for number in Int32(0)...2 where cwasi_status_flags(number) == -1 {
            // Takes the lowest free number, and is to be inherited as the others are.
            _ = unsafe cwasi_openat(AT_FDCWD, "/dev/null", O_RDWR, 0)
        }
    }

    /// `open`, of a path of the embedder's: never of a guest's.
    static func open(hostPath: String, _ flags: Int32) throws(Errno) -> OwnedDescriptor {
        let number = try retrying { unsafe hostPath.withCString { unsafe cwasi_openat(AT_FDCWD, $0, flags | O_CLOEXEC, 0) } }
        return OwnedDescriptor(taking: number)
    }
}
