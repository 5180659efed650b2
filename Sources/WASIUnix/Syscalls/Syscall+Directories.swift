#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import WASICore

extension Syscall {
    /// `fstatat` without following, for the type of a name that the file system has just listed.
    @unsafe
    static func type(of name: UnsafePointer<CChar>, in directory: Int32) -> FileType {
        var status = stat()
        guard unsafe fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return .unknown }
        return FileType(mode: status.st_mode)
    }
}

extension FileType {
    /// The type of a `d_type`; `nil` if the file system does not tell.
    @inline(__always)
    init?(directoryEntry type: UInt8) {
        switch Int(type) {
        case 8: self = .regularFile  // DT_REG
        case 4: self = .directory  // DT_DIR
        case 10: self = .symbolicLink  // DT_LNK
        case 2: self = .characterDevice  // DT_CHR
        case 6: self = .blockDevice  // DT_BLK
        case 12: self = .streamSocket  // DT_SOCK
        case 0: return nil  // DT_UNKNOWN
        default: self = .unknown
        }
    }
}
