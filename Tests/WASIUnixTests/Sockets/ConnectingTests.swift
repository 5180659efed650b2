#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import TestSupport
import Testing
import WASICore

@testable import WASIUnix

@Suite("Connecting")
struct ConnectingTests {
    @Test("joins two streams, which know each other's address", arguments: internet)
    func connect(family: AddressFamily) throws {
        let system = try makeNetworkSystem()
        let (listener, address) = try system.listener(family)
        let client = try system.socket(family)
        #expect(failure { () throws(Errno) in try system.remoteAddress(of: client) } == .socketNotConnected)
        try system.connect(client, to: address)
        let server = try system.accept(listener, flags: [])
        #expect(try system.remoteAddress(of: client) == address)
        #expect(try system.localAddress(of: server) == address)
        #expect(try system.remoteAddress(of: server) == system.localAddress(of: client))
        #expect(try system.status(of: server).rights == .connection)
        try system.send(client, "hello")
        #expect(try system.receiveText(server, 99, .peek) == "hello")
        #expect(try system.receiveText(server) == "hello")
        try system.write(server, "answer")
        #expect(try system.readText(client) == "answer")
        #expect(failure { () throws(Errno) in try system.connect(client, to: address) } == .socketIsConnected)
        #expect(failure { () throws(Errno) in try system.connect(server, to: address) } == .socketIsConnected)
        #expect(failure { () throws(Errno) in try system.connect(listener, to: address) } == .socketIsConnected)
        #expect(failure { () throws(Errno) in try system.send(client, "x", to: address) } == .socketIsConnected)
    }

    @Test("goes on by itself where the guest does not wait", arguments: internet)
    func nonBlocking(family: AddressFamily) throws {
        let system = try makeNetworkSystem()
        let (listener, address) = try system.listener(family)
        let client = try system.socket(family, isNonBlocking: true)
        #expect(failure { () throws(Errno) in try system.connect(client, to: address) } == .nowInProgress)
        try system.await(.write(client))
        #expect(try system.pendingError(client) == nil)
        #expect(failure { () throws(Errno) in try system.connect(client, to: address) } == .socketIsConnected)
        #expect(failure { () throws(Errno) in try system.connect(client, to: address) } == .socketIsConnected)
        let server = try system.accept(listener, flags: [])
        try system.send(client, "x")
        #expect(try system.receiveText(server) == "x")
    }

    @Test("to where nobody listens is refused", arguments: internet)
    func refused(family: AddressFamily) throws {
        let system = try makeNetworkSystem()
        let (free, address) = try system.bound(family, .stream)
        let client = try system.socket(family)
        for _ in 0..<2 {
            #expect(failure { () throws(Errno) in try system.connect(client, to: address) } == .connectionRefused)
        }
        // The same socket connects once somebody listens.
        try system.listen(free, backlog: 1)
        try system.connect(client, to: address)

        let other = try system.socket(family, isNonBlocking: true)
        try system.close(free)
        let error = failure { () throws(Errno) in try system.connect(other, to: address) }
        if error == .nowInProgress {
            try system.await(.write(other))
            #expect(try system.pendingError(other) == .connectionRefused)
        } else {
            #expect(error == .connectionRefused)
        }
        #expect(try system.pendingError(other) == nil)
    }

    /// A listening socket of the host whose queue is full: the next connection is in progress until it is closed.
    private final class FullListener {
        let address: SocketAddress
        private var fds: [Int32] = []

        init() throws {
            let listener = try Syscall.socket(AF_INET, streamType)
            try Syscall.bind(listener.rawValue, to: HostAddress(IPv4Address.loopback, port: 0))
            try Syscall.listen(listener.rawValue, backlog: 0)
            let host = try Syscall.localAddress(of: listener.rawValue)
            address = try #require(host.internet)
            fds.append(listener.release())
            for _ in 0..<8 {
                let client = try Syscall.socket(AF_INET, streamType)
                try? Syscall.connect(client.rawValue, to: host)
                fds.append(client.release())
            }
        }

        func close() {
            for fd in fds { _ = OwnedDescriptor(taking: fd) }
            fds = []
        }

        deinit { close() }
    }

    @Test("says that it is under way, and can be waited for with a timeout", .enabled(if: isLinux))
    func underWay() throws {
        let full = try FullListener()
        let system = try makeNetworkSystem()
        let client = try system.socket(.ipv4, isNonBlocking: true)
        #expect(failure { () throws(Errno) in try system.connect(client, to: full.address) } == .nowInProgress)
        #expect(failure { () throws(Errno) in try system.connect(client, to: full.address) } == .alreadyInProcess)
        #expect(failure { () throws(Errno) in try system.remoteAddress(of: client) } == .socketNotConnected)
        #expect(try system.ready(client).isEmpty)
        #expect(failure { () throws(Errno) in try system.receiveText(client) } == .resourceTemporarilyUnavailable)

        let blocking = try system.socket(.ipv4)
        try system.setOption(.sendTimeout, to: .span(.nanoseconds(20_000_000)), of: blocking)
        let time = milliseconds {
            #expect(failure { () throws(Errno) in try system.connect(blocking, to: full.address) } == .nowInProgress)
        }
        #expect(time >= 20)
    }

    @Test("can be interrupted while it waits", .enabled(if: isLinux))
    func interrupted() throws {
        let full = try FullListener()
        let system = try makeNetworkSystem()
        let client = try system.socket(.ipv4)
        let interrupter = system.interrupter
        let thread = HostThread {
            HostThread.pause(milliseconds: 20)
            interrupter.interrupt()
        }
        #expect(failure { () throws(Errno) in try system.connect(client, to: full.address) } == .canceled)
        thread.join()
    }

    @Test("chooses the peer of datagrams, and another one", arguments: internet)
    func datagrams(family: AddressFamily) throws {
        let system = try makeNetworkSystem()
        let (first, firstAddress) = try system.bound(family, .datagram)
        let (second, secondAddress) = try system.bound(family, .datagram)
        let sender = try system.socket(family, .datagram)
        for (fd, address) in [(first, firstAddress), (second, secondAddress), (first, firstAddress)] {
            try system.connect(sender, to: address)
            #expect(try system.remoteAddress(of: sender) == address)
            try system.send(sender, "x")
            let message = try system.message(fd)
            #expect(message.text == "x")
            #expect(message.sender == (try system.localAddress(of: sender)))
        }
        #expect(failure { () throws(Errno) in try system.send(sender, "x", to: secondAddress) } == .socketIsConnected)
    }

    @Test("to no address in particular is to the machine itself", arguments: internet)
    func unspecified(family: AddressFamily) throws {
        let system = try makeNetworkSystem()
        let (listener, address) = try system.listener(family)
        let client = try system.socket(family)
        try system.connect(client, to: anywhere(family, address.port ?? 0))
        #expect(try system.remoteAddress(of: client) == address)
        _ = try system.accept(listener, flags: [])
    }

    @Test("is shut down only when it is there", arguments: internet)
    func shutdown(family: AddressFamily) throws {
        let system = try makeNetworkSystem()
        for type: SocketType in [.stream, .datagram] {
            let fd = try system.socket(family, type)
            #expect(failure { () throws(Errno) in try system.shutdown(fd, []) } == .invalidArgument)
            #expect(failure { () throws(Errno) in try system.shutdown(fd, .all) } == .socketNotConnected)
        }
        let (listener, address) = try system.listener(family)
        #expect(failure { () throws(Errno) in try system.shutdown(listener, .all) } == .socketNotConnected)
        let client = try system.socket(family)
        try system.connect(client, to: address)
        let server = try system.accept(listener, flags: [])
        try system.send(client, "last")
        try system.shutdown(client, .send)
        #expect(try system.receiveText(server) == "last")
        #expect(try system.receiveText(server) == "")
        try system.send(server, "late")
        #expect(try system.receiveText(client) == "late")
        #expect(failure { () throws(Errno) in try system.send(client, "x") } == .brokenPipe)
    }
}

#if os(Linux)
    let isLinux = true
#else
    let isLinux = false
#endif

#if canImport(Glibc)
    let streamType = Int32(SOCK_STREAM.rawValue)
    let datagramType = Int32(SOCK_DGRAM.rawValue)
#else
    let streamType = SOCK_STREAM
    let datagramType = SOCK_DGRAM
#endif
