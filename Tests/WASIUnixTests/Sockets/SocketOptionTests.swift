import TestSupport
import Testing
import WASICore

@testable import WASIUnix

@Suite("Options of sockets")
struct SocketOptionTests {
    static let sockets: [(AddressFamily, SocketType)] = [
        (.ipv4, .stream), (.ipv6, .stream), (.ipv4, .datagram), (.ipv6, .datagram), (.unix, .stream), (.unix, .datagram),
    ]

    @Test("flags are set and asked for", arguments: sockets)
    func flags(family: AddressFamily, type: SocketType) throws {
        let system = try makeSystem()
        let fd = try system.socket(family, type)
        for option: SocketOption in [.reuseAddress, .broadcast, .keepAlive, .outOfBandInline, .dontRoute] {
            for value in [true, false] {
                try system.setOption(option, to: .flag(value), of: fd)
                #expect(try system.option(option, of: fd) == .flag(value), "\(option)")
            }
            #expect(failure { () throws(Errno) in try system.setOption(option, to: .number(1), of: fd) } == .invalidArgument)
        }
    }

    @Test("buffers have a size, and get the one that is asked for", arguments: sockets)
    func buffers(family: AddressFamily, type: SocketType) throws {
        let system = try makeSystem()
        let fd = try system.socket(family, type)
        for option: SocketOption in [.sendBufferSize, .receiveBufferSize] {
            guard case .number(let size) = try system.option(option, of: fd) else { throw Errno.invalidArgument }
            #expect(size > 0)
            try system.setOption(option, to: .number(30_000), of: fd)
            #expect(try system.option(option, of: fd) == .number(30_000))
            #expect(
                failure { () throws(Errno) in try system.setOption(option, to: .number(-1), of: fd) } == .invalidArgument)
            try system.setOption(option, to: .number(.max), of: fd)
            try system.setOption(option, to: .number(0), of: fd)
        }
    }

    @Test("what can only be read is not set", arguments: [.type, .error, .acceptsConnections] as [SocketOption])
    func readOnly(option: SocketOption) throws {
        let system = try makeSystem()
        let fd = try system.socket(.ipv4)
        #expect(failure { () throws(Errno) in try system.setOption(option, to: .number(0), of: fd) } == .notSupported)
        #expect(try system.option(.acceptsConnections, of: fd) == .flag(false))
        #expect(try system.option(.error, of: fd) == .error(nil))
    }

    @Test("only TCP can send at once", arguments: sockets)
    func noDelay(family: AddressFamily, type: SocketType) throws {
        let system = try makeSystem()
        let fd = try system.socket(family, type)
        if type == .stream, family != .unix {
            #expect(try system.option(.noDelay, of: fd) == .flag(false))
            try system.setOption(.noDelay, to: .flag(true), of: fd)
            #expect(try system.option(.noDelay, of: fd) == .flag(true))
        } else {
            #expect(failure { () throws(Errno) in try system.option(.noDelay, of: fd) } == .protocolNotAvailable)
            #expect(
                failure { () throws(Errno) in try system.setOption(.noDelay, to: .flag(true), of: fd) }
                    == .protocolNotAvailable)
        }
    }

    @Test("timeouts are spans or none")
    func timeouts() throws {
        let system = try makeSystem()
        let fd = try system.socket(.ipv4)
        for option: SocketOption in [.receiveTimeout, .sendTimeout] {
            #expect(try system.option(option, of: fd) == .span(nil))
            try system.setOption(option, to: .span(.nanoseconds(2_000_000_000)), of: fd)
            #expect(try system.option(option, of: fd) == .span(.nanoseconds(2_000_000_000)))
            try system.setOption(option, to: .span(.nanoseconds(1)), of: fd)
            #expect(try system.option(option, of: fd) != .span(nil))
            try system.setOption(option, to: .span(.max), of: fd)
            try system.setOption(option, to: .span(.zero), of: fd)
            #expect(try system.option(option, of: fd) == .span(nil))
        }
    }

    @Test("an interface is named, and a name that is none is refused", .enabled(if: isLinux))
    func device() throws {
        let system = try makeSystem()
        let fd = try system.socket(.ipv4)
        #expect(try system.option(.boundDevice, of: fd) == .name(""))
        let long = SocketOptionValue.name("sixteen-bytes-or")
        #expect(failure { () throws(Errno) in try system.setOption(.boundDevice, to: long, of: fd) } == .invalidArgument)
        #expect(
            failure { () throws(Errno) in try system.setOption(.boundDevice, to: .name("lo\0"), of: fd) } == .invalidArgument
        )
    }

    @Test("a low watermark is a number")
    func watermark() throws {
        let system = try makeSystem()
        let fd = try system.socket(.ipv4)
        #expect(try system.option(.receiveLowWatermark, of: fd) == .number(1))
        try system.setOption(.receiveLowWatermark, to: .number(5), of: fd)
        #expect(try system.option(.receiveLowWatermark, of: fd) == .number(5))
        #expect(
            failure { () throws(Errno) in try system.setOption(.receiveLowWatermark, to: .number(-1), of: fd) }
                == .invalidArgument)
    }

    @Test("a span to linger is kept, and accepted connections have it too")
    func linger() throws {
        let system = try makeNetworkSystem()
        let (listener, address) = try system.listener(.ipv4)
        #expect(try system.option(.linger, of: listener) == .span(nil))
        let span = SocketOptionValue.span(.nanoseconds(3_000_000_000))
        try system.setOption(.linger, to: span, of: listener)
        let client = try system.socket(.ipv4)
        try system.connect(client, to: address)
        let server = try system.accept(listener, flags: [])
        #expect(try system.option(.linger, of: server) == span)
        try system.setOption(.linger, to: .span(.zero), of: server)
        #expect(try system.option(.linger, of: server) == .span(.zero))
        try system.setOption(.linger, to: .span(nil), of: client)
        #expect(try system.option(.linger, of: client) == .span(nil))
        // Without time to linger, closing resets the connection.
        try system.close(server)
        #expect(failure { () throws(Errno) in try system.receiveText(client) } == .connectionReset)
        try system.close(client)
        try system.close(listener)
        #expect(system.socketMemories.count == 0)
    }

    @Test("closing lingers until the peer has everything, and no longer than it may")
    func closing() throws {
        let system = try makeNetworkSystem()
        let (client, server) = try system.connection(.ipv4)
        try system.setOption(.linger, to: .span(.nanoseconds(60_000_000_000)), of: client)
        try system.send(client, "all of it")
        try system.close(client)
        #expect(try system.receiveText(server) == "all of it")
        #expect(try system.receiveText(server) == "")

        let (other, deaf) = try system.connection(.ipv4)
        try system.setFlags(.nonBlocking, of: other)
        let block = [UInt8](repeating: 1, count: 1 << 20)
        while failure({ () throws(Errno) in
            try writing([block]) { buffers throws(Errno) in try system.send(other, from: buffers, flags: []) }
        }) == nil {}
        try system.setFlags([], of: other)
        try system.setOption(.linger, to: .span(.nanoseconds(30_000_000)), of: other)
        let time = try milliseconds { try system.close(other) }
        #expect(time >= 30)
        _ = deaf
    }
}
