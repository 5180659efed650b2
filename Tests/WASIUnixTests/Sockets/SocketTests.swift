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

@Suite("Sockets")
struct SocketTests {
    private func receive(
        _ system: UnixSystem, _ sizes: [Int], _ flags: ReceiveFlags = []
    ) throws(Errno) -> (text: String, flags: ReceiveResultFlags) {
        var result: ReceiveResultFlags = []
        let bytes = try reading(sizes) { buffers throws(Errno) in
            let received = try system.receive(.number(3), into: &buffers, flags: flags)
            result = received.flags
            return received.byteCount
        }
        return (String(decoding: bytes, as: UTF8.self), result)
    }

    private func send(_ system: UnixSystem, _ text: String) throws(Errno) -> Int {
        try writing(text) { buffers throws(Errno) in try system.send(.number(3), from: buffers, flags: []) }
    }

    private func system(_ fd: Int32, isNonBlocking: Bool = false) throws -> UnixSystem {
        try makeSystem { $0.sockets = [SocketGrant(descriptor: fd, isNonBlocking: isNonBlocking)] }
    }

    /// A socket that listens on a port of the loopback interface, and the port.
    private func listener() -> (fd: Int32, address: sockaddr_in) {
        let fd = socket(AF_INET, streamType, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                #expect(bind(fd, $0, size) == 0)
                #expect(listen(fd, 5) == 0)
                getsockname(fd, $0, &size)
            }
        }
        return (fd, address)
    }

    private func connection(to address: sockaddr_in) -> Int32 {
        let fd = socket(AF_INET, streamType, 0)
        var address = address
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(fd, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        #expect(result == 0)
        return fd
    }

    @Test("a connection is accepted, read, written and shut down")
    func life() throws {
        let (fd, address) = listener()
        defer { close(fd) }
        let system = try system(fd)
        #expect(try system.status(of: .number(3)).rights == .listener)
        #expect(failure { () throws(Errno) in try system.preopen(.number(3)) } == .badFileDescriptor)
        let client = connection(to: address)
        defer { close(client) }
        let connection = try system.accept(.number(3), flags: [])
        #expect(connection == .number(4))
        let status = try system.status(of: connection)
        #expect(status.type == .streamSocket)
        #expect(status.rights == .connection)
        #expect(status.flags == [])
        try system.write(connection, "hello")
        var buffer = [UInt8](repeating: 0, count: 10)
        #expect(read(client, &buffer, 10) == 5)
        #expect(write(client, "answer", 6) == 6)
        #expect(try system.readText(connection) == "answer")
        try system.shutdown(connection, .send)
        #expect(read(client, &buffer, 10) == 0)
        #expect(failure { () throws(Errno) in try system.write(connection, "x") } == .brokenPipe)
    }

    @Test("accept checks flags and room before it takes a connection")
    func acceptChecks() throws {
        let (fd, address) = listener()
        defer { close(fd) }
        let system = try makeSystem {
            $0.sockets = [SocketGrant(descriptor: fd, isNonBlocking: true)]
            $0.maximumOpenFiles = 5
        }
        #expect(failure { () throws(Errno) in try system.accept(.number(3), flags: .append) } == .invalidArgument)
        #expect(failure { () throws(Errno) in try system.accept(.number(3), flags: []) } == .resourceTemporarilyUnavailable)
        #expect(failure { () throws(Errno) in try system.accept(.number(0), flags: []) } == .notSocket)
        let first = connection(to: address)
        let second = connection(to: address)
        defer {
            close(first)
            close(second)
        }
        let connection = try system.accept(.number(3), flags: .nonBlocking)
        #expect(try system.status(of: connection).flags == .nonBlocking)
        #expect(failure { () throws(Errno) in try system.readText(connection) } == .resourceTemporarilyUnavailable)
        #expect(failure { () throws(Errno) in try system.accept(.number(3), flags: []) } == .tooManyOpenFiles)
        try system.close(connection)
        _ = try system.accept(.number(3), flags: [])
    }

    @Test("a listening socket is not connected, to shut down")
    func shutdownListener() throws {
        let (fd, _) = listener()
        defer { close(fd) }
        let system = try system(fd)
        #expect(failure { () throws(Errno) in try system.shutdown(.number(3), .all) } == .socketNotConnected)
    }

    @Test("peeking leaves the data, and waiting for all of it fills the buffers")
    func peekAndWaitAll() throws {
        let pair = HostPair.sockets()
        let system = try system(pair.reader)
        pair.send("abc")
        #expect(try receive(system, [2], .peek).text == "ab")
        #expect(try receive(system, [2]).text == "ab")
        let writer = pair.writer
        let thread = HostThread {
            HostThread.pause(milliseconds: 10)
            _ = write(writer, "de", 2)
            HostThread.pause(milliseconds: 10)
            _ = write(writer, "fgh", 3)
        }
        #expect(try receive(system, [1, 2, 2], .waitAll).text == "cdefg")
        thread.join()
        shutdown(pair.writer, Int32(SHUT_WR))
        #expect(try receive(system, [9], .waitAll).text == "h")
        #expect(try receive(system, [9], .waitAll).text == "")
    }

    @Test("a message that is too long is cut, and says so")
    func datagrams() throws {
        var ends: [Int32] = [-1, -1]
        #expect(socketpair(AF_UNIX, datagramType, 0, &ends) == 0)
        defer { for end in ends { close(end) } }
        let system = try system(ends[0])
        #expect(try system.status(of: .number(3)).type == .datagramSocket)
        #expect(try system.attributes(of: .number(3)).type == .datagramSocket)
        #expect(write(ends[1], "12345", 5) == 5)
        #expect(write(ends[1], "6", 1) == 1)
        let first = try receive(system, [2, 1])
        #expect(first.text == "123")
        #expect(first.flags == .dataTruncated)
        let second = try receive(system, [2])
        #expect(second.text == "6")
        #expect(second.flags == [])
        #expect(try send(system, "out") == 3)
    }

    @Test("a blocking send sends everything, and a non-blocking one what has room")
    func sendAll() throws {
        let pair = HostPair.sockets()
        let blocking = try system(pair.reader)
        let reader = dup(pair.writer)
        defer { close(reader) }
        let thread = HostThread {
            var buffer = [UInt8](repeating: 0, count: 8192)
            var sum = 0
            while sum < 3_000_000 { sum += max(0, read(reader, &buffer, buffer.count)) }
        }
        let block = [UInt8](repeating: 1, count: 1_000_000)
        let count = try writing([block, block, block]) { buffers throws(Errno) in
            try blocking.send(.number(3), from: buffers, flags: [])
        }
        #expect(count == 3_000_000)
        thread.join()
        try blocking.setFlags(.nonBlocking, of: .number(3))
        let partial = try writing([block]) { buffers throws(Errno) in
            try blocking.send(.number(3), from: buffers, flags: [])
        }
        #expect(partial > 0 && partial < 1_000_000)
        #expect(failure { () throws(Errno) in try send(blocking, "x") } == .resourceTemporarilyUnavailable)
        #expect(fcntl(pair.reader, F_GETFL) & O_NONBLOCK == 0)
    }

    @Test("flags that preview 1 does not have are refused")
    func unknownFlags() throws {
        let pair = HostPair.sockets()
        let system = try system(pair.reader)
        #expect(failure { () throws(Errno) in try receive(system, [1], ReceiveFlags(rawValue: 4)) } == .invalidArgument)
        let error = failure { () throws(Errno) in
            try writing("x") { buffers throws(Errno) in
                try system.send(.number(3), from: buffers, flags: SendFlags(rawValue: 1))
            }
        }
        #expect(error == .invalidArgument)
        #expect(failure { () throws(Errno) in try system.shutdown(.number(3), []) } == .invalidArgument)
        #expect(
            failure { () throws(Errno) in try system.shutdown(.number(3), ShutdownDirections(rawValue: 4)) }
                == .invalidArgument)
        #expect(failure { () throws(Errno) in try system.accept(.number(3), flags: []) } == .notCapable)
        #expect(failure { () throws(Errno) in try system.shutdown(.number(0), .all) } == .notSocket)
    }
}
