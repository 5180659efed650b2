#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import CWASIUnix
import WASICore

extension FileType {
    /// The type of an `st_mode`. A socket counts as a stream: only the socket itself knows better.
    @inline(__always)
    init(mode: mode_t) {
        // The numbers are the same on every Unix. By name they would be calls of functions that cannot be inlined.
        switch mode & 0o170000 {
        case 0o100000: self = .regularFile
        case 0o040000: self = .directory
        case 0o120000: self = .symbolicLink
        case 0o020000: self = .characterDevice
        case 0o060000: self = .blockDevice
        case 0o140000: self = .streamSocket
        default: self = .unknown
        }
    }
}

extension FileAttributes {
    /// What `stat` has found. Times before 1970 become 0, those beyond the year 2554 the largest value.
    init(_ status: borrowing stat) {
        #if canImport(Darwin)
            let access = status.st_atimespec, modification = status.st_mtimespec, change = status.st_ctimespec
        #else
            let access = status.st_atim, modification = status.st_mtim, change = status.st_ctim
        #endif
        self.init(
            device: UInt64(truncatingIfNeeded: status.st_dev), inode: UInt64(truncatingIfNeeded: status.st_ino),
            type: FileType(mode: status.st_mode), linkCount: UInt64(truncatingIfNeeded: status.st_nlink),
            size: FileSize(clamping: status.st_size), accessTime: Timestamp(access),
            modificationTime: Timestamp(modification), statusChangeTime: Timestamp(change))
    }
}

extension Timestamp {
    /// A host's time, clamped to what preview 1 can express.
    @inline(__always)
    init(_ time: timespec) { self.init(seconds: Int64(time.tv_sec), nanoseconds: Int64(time.tv_nsec)) }
}

extension timespec {
    /// A span of time, or a point in time since 1970. Every value fits: 2⁶⁴ ns are 584 years.
    @inline(__always)
    init(_ time: Timestamp) {
        self.init(tv_sec: Int(truncatingIfNeeded: time.seconds), tv_nsec: Int(truncatingIfNeeded: time.subsecondNanoseconds))
    }

    /// What `utimensat` and `futimens` are to do with one time.
    init(_ update: TimeUpdate) {
        switch update {
        case .keep: self.init(tv_sec: 0, tv_nsec: cwasi_utime_omit)
        case .now: self.init(tv_sec: 0, tv_nsec: cwasi_utime_now)
        case .at(let time): self.init(time)
        }
    }
}
