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

    /// `accept4`: a connection that is closed on exec and does not block.
    static func accept(_ fd: Int32) throws(Errno) -> OwnedDescriptor {
        #if os(Linux)
            return OwnedDescriptor(taking: try retrying { cwasi_accept4(fd, acceptFlags) })
        #else
            let connection = OwnedDescriptor(taking: try retrying { unsafe Darwin.accept(fd, nil, nil) })
            _ = try retrying { fcntl(connection.rawValue, F_SETFD, FD_CLOEXEC) }
            // Darwin has no flag for `sendmsg`.
            var one: Int32 = 1
            _ = unsafe setsockopt(
                connection.rawValue, SOL_SOCKET, SO_NOSIGPIPE, &one, socklen_t(MemoryLayout<Int32>.size))
            return connection
        #endif
    }

    /// `shutdown`.
    static func shutdown(_ fd: Int32, _ directions: ShutdownDirections) throws(Errno) {
        let how =
            switch directions {
            case .receive: shutdownReceive
            case .send: shutdownSend
            default: shutdownBoth
            }
        _ = try retrying { hostShutdown(fd, how) }
    }

    /// `getsockopt` at the level of the socket itself; `nil` if that fails.
    static func socketOption(_ option: Int32, of fd: Int32) -> Int32? {
        var value: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        return unsafe getsockopt(fd, SOL_SOCKET, option, &value, &size) == 0 ? value : nil
    }

    #if canImport(Glibc)
        private static var datagramType: Int32 { Int32(SOCK_DGRAM.rawValue) }
        private static var shutdownReceive: Int32 { Int32(SHUT_RD) }
        private static var shutdownSend: Int32 { Int32(SHUT_WR) }
        private static var shutdownBoth: Int32 { Int32(SHUT_RDWR) }
        private static var acceptFlags: Int32 { Int32(bitPattern: SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue) }
    #else
        private static var datagramType: Int32 { SOCK_DGRAM }
        private static var shutdownReceive: Int32 { SHUT_RD }
        private static var shutdownSend: Int32 { SHUT_WR }
        private static var shutdownBoth: Int32 { SHUT_RDWR }
    #endif
}

// Inside the type, the name is its own.
private func hostShutdown(_ fd: Int32, _ how: Int32) -> Int32 { shutdown(fd, how) }
