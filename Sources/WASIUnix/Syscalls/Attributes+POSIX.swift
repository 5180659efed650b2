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
    init(mode: mode_t) {
        switch mode & S_IFMT {
        case S_IFREG: self = .regularFile
        case S_IFDIR: self = .directory
        case S_IFLNK: self = .symbolicLink
        case S_IFCHR: self = .characterDevice
        case S_IFBLK: self = .blockDevice
        case S_IFSOCK: self = .streamSocket
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
