import TestSupport
import Testing
import WASICore

@testable import WASIUnix

@Suite("Sockets that a guest makes")
struct OpenSocketTests {
    @Test(
        "have a type and a protocol that belong together",
        arguments: [.ipv4, .ipv6, .unix] as [AddressFamily], [.stream, .datagram] as [SocketType])
    func protocols(family: AddressFamily, type: SocketType) throws {
        let system = try makeSystem()
        for proto in SocketProtocol.allCases {
            let fits = proto == .any || family != .unix && (proto == .tcp) == (type == .stream)
            let error = failure { () throws(Errno) in
                let fd = try system.openSocket(family, type, proto)
                try system.close(fd)
            }
            #expect(error == (fits ? nil : .protocolNotSupported), "\(family) \(type) \(proto)")
        }
        let fd = try system.openSocket(family, type, .any)
        #expect(try system.option(.type, of: fd) == .type(type))
        let status = try system.status(of: fd)
        #expect(status.type == (type == .stream ? .streamSocket : .datagramSocket))
        #expect(status.flags == [])
        #expect(status.rights == Rights.connection.union(.listener))
        #expect(status.inheriting == .connection)
    }

    @Test("have neither every family nor every type, and need room")
    func nothing() throws {
        let system = try makeSystem { $0.maximumOpenFiles = 4 }
        #expect(
            failure { () throws(Errno) in try system.openSocket(.unspecified, .stream, .any) } == .addressFamilyNotSupported)
        #expect(failure { () throws(Errno) in try system.openSocket(.ipv4, .any, .tcp) } == .invalidArgument)
        _ = try system.openSocket(.ipv4, .stream, .any)
        #expect(failure { () throws(Errno) in try system.openSocket(.ipv4, .stream, .any) } == .tooManyOpenFiles)
    }

    @Test("are not ready as streams before they are connected, and ready to send as datagrams", arguments: internet)
    func readiness(family: AddressFamily) throws {
        let system = try makeSystem()
        let stream = try system.socket(family)
        let datagram = try system.socket(family, .datagram)
        #expect(try system.ready(stream, datagram) == [Event(userData: UInt64(datagram.rawValue), type: .write)])
    }

    @Test(
        "are bound to the port that is asked for, or to a free one", arguments: internet,
        [.stream, .datagram] as [SocketType])
    func bind(family: AddressFamily, type: SocketType) throws {
        let system = try makeNetworkSystem()
        let first = try system.socket(family, type)
        #expect(try system.localAddress(of: first) == anywhere(family))
        try system.bind(first, to: loopback(family))
        let address = try system.localAddress(of: first)
        #expect(address.ip == loopback(family).ip)
        #expect(address.port != 0)
        #expect(failure { () throws(Errno) in try system.bind(first, to: loopback(family)) } == .invalidArgument)

        let second = try system.socket(family, type)
        #expect(failure { () throws(Errno) in try system.bind(second, to: address) } == .addressInUse)
        try system.close(first)
        try system.bind(second, to: address)
        #expect(try system.localAddress(of: second) == address)
        let third = try system.socket(family, type)
        try system.bind(third, to: anywhere(family))
        #expect(try system.localAddress(of: third).ip == anywhere(family).ip)
    }

    @Test(
        "are not bound to what the machine has not, or another family has", arguments: internet,
        [.stream, .datagram] as [SocketType])
    func bindFailures(family: AddressFamily, type: SocketType) throws {
        let system = try makeNetworkSystem()
        let fd = try system.socket(family, type)
        let foreign = family == .ipv4 ? address("192.0.2.1:80") : address("[2001:db8::1]:80")
        #expect(failure { () throws(Errno) in try system.bind(fd, to: foreign) } == .addressNotAvailable)
        let other: AddressFamily = family == .ipv4 ? .ipv6 : .ipv4
        #expect(failure { () throws(Errno) in try system.bind(fd, to: loopback(other)) } == .addressFamilyNotSupported)
        #expect(failure { () throws(Errno) in try system.connect(fd, to: loopback(other, 9)) } == .addressFamilyNotSupported)
    }

    @Test("are not bound any more once they are connected or have sent", arguments: internet)
    func bindLate(family: AddressFamily) throws {
        let system = try makeNetworkSystem()
        let (_, target) = try system.bound(family, .datagram)
        let connected = try system.socket(family, .datagram)
        try system.connect(connected, to: target)
        #expect(failure { () throws(Errno) in try system.bind(connected, to: loopback(family)) } == .invalidArgument)
        let sender = try system.socket(family, .datagram)
        try system.send(sender, "x", to: target)
        #expect(failure { () throws(Errno) in try system.bind(sender, to: loopback(family)) } == .invalidArgument)
    }

    @Test("listen, again too, with any backlog, and get a port if they have none", arguments: internet)
    func listen(family: AddressFamily) throws {
        let system = try makeNetworkSystem()
        let fd = try system.socket(family)
        try system.listen(fd, backlog: 1)
        let address = try system.localAddress(of: fd)
        #expect(address.ip == anywhere(family).ip)
        #expect(address.port != 0)
        #expect(try system.option(.acceptsConnections, of: fd) == .flag(true))
        for backlog: Int32 in [0, -1, .min, .max, 5] { try system.listen(fd, backlog: backlog) }
        #expect(try system.localAddress(of: fd) == address)
        let datagram = try system.socket(family, .datagram)
        #expect(failure { () throws(Errno) in try system.listen(datagram, backlog: 1) } == .notSupported)
        let (client, server) = try system.connection(family)
        #expect(failure { () throws(Errno) in try system.listen(client, backlog: 1) } == .invalidArgument)
        #expect(failure { () throws(Errno) in try system.listen(server, backlog: 1) } == .notCapable)
    }

    @Test("accept only if they listen", arguments: internet)
    func accept(family: AddressFamily) throws {
        let system = try makeNetworkSystem()
        let stream = try system.socket(family)
        #expect(failure { () throws(Errno) in try system.accept(stream, flags: []) } == .invalidArgument)
        let datagram = try system.socket(family, .datagram)
        #expect(failure { () throws(Errno) in try system.accept(datagram, flags: []) } == .notSupported)
        let (client, server) = try system.connection(family)
        #expect(failure { () throws(Errno) in try system.accept(client, flags: []) } == .invalidArgument)
        #expect(failure { () throws(Errno) in try system.accept(server, flags: []) } == .notCapable)
    }

    @Test("no call on a socket works on a file")
    func notASocket() throws {
        let tree = TemporaryTree()
        let system = try makeSystem(in: tree)
        let file = try system.adopt(tree.absolute("f"))
        for fd in [file, .number(3)] {
            #expect(failure { () throws(Errno) in try system.bind(fd, to: loopback(.ipv4)) } == .notSocket)
            #expect(failure { () throws(Errno) in try system.connect(fd, to: loopback(.ipv4)) } == .notSocket)
            #expect(failure { () throws(Errno) in try system.listen(fd, backlog: 1) } == .notSocket)
            #expect(failure { () throws(Errno) in try system.accept(fd, flags: []) } == .notSocket)
            #expect(failure { () throws(Errno) in try system.receiveText(fd) } == .notSocket)
            #expect(failure { () throws(Errno) in try system.message(fd) } == .notSocket)
            #expect(failure { () throws(Errno) in try system.send(fd, "x") } == .notSocket)
            #expect(failure { () throws(Errno) in try system.send(fd, "x", to: loopback(.ipv4, 9)) } == .notSocket)
            #expect(failure { () throws(Errno) in try system.shutdown(fd, .all) } == .notSocket)
            #expect(failure { () throws(Errno) in try system.localAddress(of: fd) } == .notSocket)
            #expect(failure { () throws(Errno) in try system.remoteAddress(of: fd) } == .notSocket)
            for option in SocketOption.allCases {
                #expect(failure { () throws(Errno) in try system.option(option, of: fd) } == .notSocket)
                #expect(failure { () throws(Errno) in try system.setOption(option, to: .flag(true), of: fd) } == .notSocket)
            }
        }
        #expect(failure { () throws(Errno) in try system.listen(.number(99), backlog: 1) } == .badFileDescriptor)
    }
}
