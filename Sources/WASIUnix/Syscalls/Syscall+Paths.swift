#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import CWASIUnix
import WASICore

/// Calls on one name in a directory. The name holds no slash, and a symbolic link under it is not followed: neither can lead
/// anywhere else. Only ``PathResolver`` turns the path of a guest into a directory and such a name.
extension Syscall {
    /// `openat` with `O_NOFOLLOW`.
    ///
    /// With `O_PATH` and without `O_DIRECTORY`, the result can be a symbolic link itself.
    @inline(__always)
    static func open(_ name: UnsafePointer<CChar>, in directory: Int32, _ flags: Int32, mode: mode_t = 0) throws(Errno)
        -> OwnedDescriptor
    {
        let flags = flags | O_NOFOLLOW | O_CLOEXEC
        return OwnedDescriptor(taking: try retrying { unsafe cwasi_openat(directory, name, flags, mode) })
    }

    /// `fstatat`.
    @inline(__always)
    static func status(_ name: UnsafePointer<CChar>, in directory: Int32) throws(Errno) -> stat {
        var status = stat()
        _ = try retrying { unsafe fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) }
        return status
    }

    /// `mkdirat`.
    @inline(__always)
    static func createDirectory(_ name: UnsafePointer<CChar>, in directory: Int32) throws(Errno) {
        _ = try retrying { unsafe mkdirat(directory, name, 0o777) }
    }

    /// `unlinkat`.
    @inline(__always)
    static func unlink(_ name: UnsafePointer<CChar>, in directory: Int32, _ flags: Int32 = 0) throws(Errno) {
        _ = try retrying { unsafe unlinkat(directory, name, flags) }
    }

    /// `renameat`.
    @inline(__always)
    static func rename(
        _ name: UnsafePointer<CChar>, in directory: Int32, to newName: UnsafePointer<CChar>, in newDirectory: Int32
    ) throws(Errno) {
        _ = try retrying { unsafe renameat(directory, name, newDirectory, newName) }
    }

    /// `linkat`; a symbolic link gets a second name itself.
    @inline(__always)
    static func link(
        _ name: UnsafePointer<CChar>, in directory: Int32, to newName: UnsafePointer<CChar>, in newDirectory: Int32
    ) throws(Errno) {
        _ = try retrying { unsafe linkat(directory, name, newDirectory, newName, 0) }
    }

    /// `symlinkat`.
    @inline(__always)
    static func createSymlink(to target: UnsafePointer<CChar>, _ name: UnsafePointer<CChar>, in directory: Int32)
        throws(Errno)
    {
        _ = try retrying { unsafe symlinkat(target, directory, name) }
    }

    /// `readlinkat`: the number of bytes stored; what does not fit is cut.
    @inline(__always)
    static func readLink(
        _ name: UnsafePointer<CChar>, in directory: Int32, into buffer: UnsafeMutablePointer<CChar>, capacity: Int
    ) throws(Errno) -> Int {
        try retrying { unsafe readlinkat(directory, name, buffer, capacity) }
    }

    /// `utimensat`.
    @inline(__always)
    static func setTimes(_ times: FileTimes, _ name: UnsafePointer<CChar>, in directory: Int32) throws(Errno) {
        let pair: [2 of timespec] = [timespec(times.access), timespec(times.modification)]
        _ = unsafe try pair.span.withUnsafeBufferPointer { pair throws(Errno) in
            try retrying { unsafe utimensat(directory, name, pair.baseAddress, AT_SYMLINK_NOFOLLOW) }
        }
    }
}
