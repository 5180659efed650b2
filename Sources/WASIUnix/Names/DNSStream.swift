#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import CWASIUnix
import WASICore

/// A connection to a name server, over which packets have their lengths in front.
struct DNSStream: ~Copyable {
    private let socket: OwnedDescriptor
    private let waiter: any Waiter
    private let deadline: Deadline

    init(_ server: SocketAddress, _ waiter: any Waiter, until deadline: Deadline) throws(Errno) {
        socket = try Self.connect(server, waiter, deadline)
        self.waiter = waiter
        self.deadline = deadline
    }

    private static func connect(
        _ server: SocketAddress, _ waiter: any Waiter, _ deadline: Deadline
    ) throws(Errno) -> OwnedDescriptor {
        guard let address = HostAddress(internet: server) else { throw .addressFamilyNotSupported }
        let socket = try Syscall.socket(address.hostFamily, cwasi_sock_stream)
        do throws(Errno) {
            try Syscall.connect(socket.rawValue, to: address)
        } catch .nowInProgress {
            guard try waiter.wait(for: socket.rawValue, POLLOUT, until: deadline) else { throw .timedOut }
            let number = try Syscall.socketOption(SO_ERROR, of: socket.rawValue)
            if number != 0 { throw Errno(host: number) }
        }
        return socket
    }

    func send(_ packet: [UInt8]) throws(Errno) {
        let count = UInt16(clamping: packet.count)
        var rest = ([UInt8(count >> 8), UInt8(truncatingIfNeeded: count)] + packet)[...]
        while !rest.isEmpty {
            do throws(Errno) {
                rest = rest.dropFirst(try Syscall.send(socket.rawValue, rest))
            } catch .resourceTemporarilyUnavailable {
                try wait(POLLOUT)
            }
        }
    }

    func receive() throws(Errno) -> [UInt8] {
        let size = try receive(2)
        return try receive(Int(size[0]) << 8 | Int(size[1]))
    }

    private func receive(_ count: Int) throws(Errno) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            do throws(Errno) {
                let more = try Syscall.receive(socket.rawValue, atMost: count - bytes.count)
                guard !more.isEmpty else { throw .connectionReset }
                bytes += more
            } catch .resourceTemporarilyUnavailable {
                try wait(POLLIN)
            }
        }
        return bytes
    }

    private borrowing func wait(_ events: Int32) throws(Errno) {
        guard try waiter.wait(for: socket.rawValue, events, until: deadline) else { throw .timedOut }
    }
}
