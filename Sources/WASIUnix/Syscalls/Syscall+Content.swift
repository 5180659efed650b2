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
    /// `lseek`.
    @inline(__always)
    static func seek(_ fd: Int32, _ offset: FileOffset, _ whence: Whence) throws(Errno) -> FileSize {
        let base =
            switch whence {
            case .start: SEEK_SET
            case .current: SEEK_CUR
            case .end: SEEK_END
            }
        // The memory files of procfs have positions beyond the largest signed number.
        return FileSize(bitPattern: Int64(try retrying { lseek(fd, off_t(offset), base) }))
    }

    /// `ftruncate`.
    static func resize(_ fd: Int32, to size: Int64) throws(Errno) {
        _ = try retrying { ftruncate(fd, off_t(size)) }
    }

    /// `futimens`.
    static func setTimes(_ times: FileTimes, of fd: Int32) throws(Errno) {
        _ = try retrying {
            var times = (timespec(times.access), timespec(times.modification))
            return unsafe withUnsafePointer(to: &times) { pointer in
                unsafe futimens(fd, UnsafeRawPointer(pointer).assumingMemoryBound(to: timespec.self))
            }
        }
    }

    #if canImport(Darwin)
        /// `fcntl(F_FULLFSYNC)`: Darwin's `fsync` leaves the data in the drive's cache.
        static func sync(_ fd: Int32) throws(Errno) { _ = try retrying { fcntl(fd, F_FULLFSYNC) } }

        /// As ``sync(_:)``.
        static func syncData(_ fd: Int32) throws(Errno) { try sync(fd) }

        /// Nothing: Darwin has no such call, and advice may be ignored.
        static func advise(_ fd: Int32, _ advice: Advice, _ range: FileRange) throws(Errno) {}

        /// `ftruncate` where the file is too short: Darwin promises space only for a file's end.
        static func allocate(_ fd: Int32, _ range: FileRange) throws(Errno) {
            let end = range.offset &+ range.length
            if try status(fd).st_size < end { try resize(fd, to: end) }
        }
    #else
        /// `fsync`.
        static func sync(_ fd: Int32) throws(Errno) { _ = try retrying { fsync(fd) } }

        /// `fdatasync`.
        static func syncData(_ fd: Int32) throws(Errno) { _ = try retrying { fdatasync(fd) } }

        /// `posix_fadvise`, which returns its error.
        static func advise(_ fd: Int32, _ advice: Advice, _ range: FileRange) throws(Errno) {
            let host =
                switch advice {
                case .normal: POSIX_FADV_NORMAL
                case .sequential: POSIX_FADV_SEQUENTIAL
                case .random: POSIX_FADV_RANDOM
                case .willNeed: POSIX_FADV_WILLNEED
                case .dontNeed: POSIX_FADV_DONTNEED
                case .noReuse: POSIX_FADV_NOREUSE
                }
            let number = posix_fadvise(fd, off_t(range.offset), off_t(range.length), host)
            if number != 0 { throw Errno(host: number) }
        }

        /// `fallocate`; `posix_fallocate`, which writes into every block, where the file system does not know it.
        static func allocate(_ fd: Int32, _ range: FileRange) throws(Errno) {
            do throws(Errno) {
                _ = try retrying { cwasi_fallocate(fd, range.offset, range.length) }
            } catch .notSupported where range.length <= maximumWrittenAllocation {
                while true {
                    let number = posix_fallocate(fd, off_t(range.offset), off_t(range.length))
                    if number == 0 { return }
                    if number != Errno.hostInterrupted { throw Errno(host: number) }
                }
            }
        }

        /// What writing into every block takes too long for: a guest must not keep its thread busy for hours with one call.
        private static var maximumWrittenAllocation: Int64 { 1 << 30 }
    #endif
}
