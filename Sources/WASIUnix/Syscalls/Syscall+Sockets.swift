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
    /// `socket`: closed on exec, and not blocking.
    ///
    /// - Throws: ``WASICore/Errno/protocolNotSupported`` where POSIX leaves the choice of the error to the host.
    static func socket(_ family: Int32, _ type: Int32, _ protocol: Int32 = 0) throws(Errno) -> OwnedDescriptor {
        do throws(Errno) {
            return OwnedDescriptor(taking: try retrying { cwasi_socket(family, type, `protocol`) })
        } catch .protocolWrongTypeForSocket {
            throw .protocolNotSupported
        }
    }

    /// `bind`.
    static func bind(_ fd: Int32, to address: borrowing HostAddress) throws(Errno) {
        unsafe try address.withHost { address, length throws(Errno) in
            _ = try retrying { unsafe hostBind(fd, address, length) }
        }
    }

    /// `connect`, made once: interrupted, it goes on by itself.
    static func connect(_ fd: Int32, to address: borrowing HostAddress) throws(Errno) {
        do throws(Errno) {
            unsafe try address.withHost { address, length throws(Errno) in
                _ = try once { unsafe hostConnect(fd, address, length) }
            }
        } catch .interrupted {
            throw .nowInProgress
        }
    }

    /// `listen`.
    static func listen(_ fd: Int32, backlog: Int32) throws(Errno) {
        _ = try retrying { hostListen(fd, backlog) }
    }

    /// `getsockname`.
    static func localAddress(of fd: Int32) throws(Errno) -> HostAddress {
        var address = HostAddress()
        _ = try retrying { unsafe address.withRoom { unsafe getsockname(fd, $0, $1) } }
        return address
    }

    /// `getpeername`.
    static func remoteAddress(of fd: Int32) throws(Errno) -> HostAddress {
        var address = HostAddress()
        _ = try retrying { unsafe address.withRoom { unsafe getpeername(fd, $0, $1) } }
        return address
    }

    /// Whether a socket has a peer.
    static func isConnected(_ fd: Int32) -> Bool { (try? remoteAddress(of: fd)) != nil }

    /// Whether a socket keeps the borders of messages.
    static func isDatagramSocket(_ fd: Int32) -> Bool { (try? socketOption(SO_TYPE, of: fd)) == cwasi_sock_dgram }

    /// Whether a socket accepts connections.
    static func isListening(_ fd: Int32) -> Bool { (try? socketOption(SO_ACCEPTCONN, of: fd)).map { $0 != 0 } ?? false }

    /// `accept4`: a connection that is closed on exec and does not block.
    static func accept(_ fd: Int32) throws(Errno) -> OwnedDescriptor {
        #if os(Linux)
            return OwnedDescriptor(taking: try retrying { cwasi_accept4(fd, acceptFlags) })
        #else
            let connection = OwnedDescriptor(taking: try retrying { unsafe Darwin.accept(fd, nil, nil) })
            _ = try retrying { fcntl(connection.rawValue, F_SETFD, FD_CLOEXEC) }
            try setStatusFlags(O_NONBLOCK, of: connection.rawValue)
            // Darwin has no flag for `sendmsg`.
            try setSocketOption(SO_NOSIGPIPE, to: 1, of: connection.rawValue)
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

    #if canImport(Glibc)
        private static var shutdownReceive: Int32 { Int32(SHUT_RD) }
        private static var shutdownSend: Int32 { Int32(SHUT_WR) }
        private static var shutdownBoth: Int32 { Int32(SHUT_RDWR) }
        private static var acceptFlags: Int32 { Int32(bitPattern: SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue) }
    #else
        private static var shutdownReceive: Int32 { SHUT_RD }
        private static var shutdownSend: Int32 { SHUT_WR }
        private static var shutdownBoth: Int32 { SHUT_RDWR }
    #endif
}

// Inside the type, the names are its own.
private func hostShutdown(_ fd: Int32, _ how: Int32) -> Int32 { shutdown(fd, how) }
private func hostListen(_ fd: Int32, _ backlog: Int32) -> Int32 { listen(fd, backlog) }

@unsafe
private func hostBind(_ fd: Int32, _ address: UnsafePointer<sockaddr>, _ length: socklen_t) -> Int32 {
    unsafe bind(fd, address, length)
}

@unsafe
private func hostConnect(_ fd: Int32, _ address: UnsafePointer<sockaddr>, _ length: socklen_t) -> Int32 {
    unsafe connect(fd, address, length)
}
