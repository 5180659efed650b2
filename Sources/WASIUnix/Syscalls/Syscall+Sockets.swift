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
    /// Whether a socket keeps the borders of messages.
    static func isDatagramSocket(_ fd: Int32) -> Bool { socketOption(SO_TYPE, of: fd) == datagramType }

    /// Whether a socket accepts connections.
    static func isListening(_ fd: Int32) -> Bool { (socketOption(SO_ACCEPTCONN, of: fd) ?? 0) != 0 }

    /// `getsockopt` at the level of the socket itself; `nil` if that fails.
    static func socketOption(_ option: Int32, of fd: Int32) -> Int32? {
        var value: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        return unsafe getsockopt(fd, SOL_SOCKET, option, &value, &size) == 0 ? value : nil
    }

    #if canImport(Glibc)
        private static var datagramType: Int32 { Int32(SOCK_DGRAM.rawValue) }
    #else
        private static var datagramType: Int32 { SOCK_DGRAM }
    #endif
}
