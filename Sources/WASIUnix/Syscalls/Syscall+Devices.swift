#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Syscall {
    /// Whether a character device is known to be always ready, as the null device, the most usual standard stream, is.
    static func neverWaits(_ status: borrowing stat) -> Bool {
        #if os(Linux)
            // The device numbers are part of the kernel's interface: major 1 in bits 8…19, the minor number in bits 0…7.
            // 1:3 is null, 1:5 zero, 1:7 full, 1:9 urandom.
            return [0x103, 0x105, 0x107, 0x109].contains(status.st_rdev)
        #else
            return false
        #endif
    }
}
