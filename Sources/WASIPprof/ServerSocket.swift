import WASICore
import WASIUnix

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A socket that listens, and is closed when it goes.
final class ServerSocket: Sendable {
    let descriptor: Int32
    /// Where it listens.
    let address: SocketAddress

    init(_ address: SocketAddress) throws(PprofServerError) {
        guard let host = HostAddress(internet: address) else {
            throw PprofServerError(operation: "only addresses of the internet protocol are served", address: address)
        }
        #if os(Linux)
            let type = Int32(SOCK_STREAM.rawValue)
        #else
            let type = SOCK_STREAM
        #endif
        let descriptor = socket(host.hostFamily, type, 0)
        guard descriptor >= 0 else { throw PprofServerError(operation: reason("socket"), address: address) }
        var bound = HostAddress()
        var one: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, size)
        prepare(descriptor)
        let status = unsafe host.withHost { pointer, length in unsafe bind(descriptor, pointer, length) }
        guard status == 0, listen(descriptor, 16) == 0,
            unsafe bound.withRoom({ pointer, length in unsafe getsockname(descriptor, pointer, length) }) == 0
        else {
            let error = PprofServerError(operation: reason("the address cannot be used"), address: address)
            _ = close(descriptor)
            throw error
        }
        self.descriptor = descriptor
        self.address = bound.internet ?? address
    }

    deinit { _ = close(descriptor) }

    /// Whether only this machine can reach it.
    var isLocal: Bool {
        switch address {
        case .ipv4(let address, _): address.rawValue >> 24 == 127
        case .ipv6(let address, _): address == .loopback
        case .unix: true
        }
    }

    /// Takes a connection, if one is there.
    func accept() -> ServerConnection? {
        let connection = unsafe systemAccept(descriptor, nil, nil)
        guard connection >= 0 else { return nil }
        prepare(connection)
        return ServerConnection(connection)
    }
}

/// A connection, which is closed when it goes. Nothing of it waits.
final class ServerConnection {
    let descriptor: Int32

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
        #if canImport(Darwin)
            var one: Int32 = 1
            _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &one, socklen_t(MemoryLayout<Int32>.size))
        #endif
    }

    deinit { _ = close(descriptor) }

    /// Reads what is there; nothing if nothing is, and `nil` when the other side is gone.
    func read() -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: HTTPRequest.maximumSize)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
        if count < 0 { return errno == EAGAIN || errno == EINTR ? [] : nil }
        return count == 0 ? nil : Array(bytes.prefix(count))
    }

    /// Writes what can be written.
    ///
    /// - Returns: How many bytes; `nil` when the other side is gone.
    func write(_ bytes: [UInt8], from start: Int) -> Int? {
        #if canImport(Darwin)
            let flags: Int32 = 0
        #else
            let flags = Int32(MSG_NOSIGNAL)
        #endif
        let count = unsafe bytes.withUnsafeBytes { bytes in
            let rest = unsafe bytes[start...]
            return unsafe send(descriptor, rest.isEmpty ? nil : bytes.baseAddress.map { unsafe $0 + start }, rest.count, flags)
        }
        if count < 0 { return errno == EAGAIN || errno == EINTR ? 0 : nil }
        return count
    }
}

/// Of the same name as the method that calls it.
@unsafe
private func systemAccept(
    _ descriptor: Int32, _ address: UnsafeMutablePointer<sockaddr>?, _ length: UnsafeMutablePointer<socklen_t>?
) -> Int32 { unsafe accept(descriptor, address, length) }

/// Does not wait, and is nothing for programs that are started.
private func prepare(_ descriptor: Int32) {
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
}

private func reason(_ what: String) -> String {
    let number = errno
    return "\(what): \(unsafe String(cString: strerror(number)))"
}
