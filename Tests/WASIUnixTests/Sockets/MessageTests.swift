import TestSupport
import Testing
import WASICore

@testable import WASIUnix

@Suite("Messages")
struct MessageTests {
    @Test("go to an address and tell where they come from", arguments: internet)
    func toAddress(family: AddressFamily) throws {
        let system = try makeNetworkSystem()
        let (receiver, target) = try system.bound(family, .datagram)
        let (sender, source) = try system.bound(family, .datagram)
        #expect(try system.send(sender, "first", to: target) == 5)
        #expect(try system.send(sender, "", to: target) == 0)
        let peeked = try system.message(receiver, 99, .peek)
        #expect(peeked.text == "first")
        #expect(peeked.sender == source)
        let first = try system.message(receiver)
        #expect(first.text == "first")
        #expect(first.sender == source)
        #expect(first.flags == [])
        let empty = try system.message(receiver)
        #expect(empty.text == "")
        #expect(empty.sender == source)
    }

    @Test("that are too long are cut, and say so", arguments: internet)
    func truncated(family: AddressFamily) throws {
        let system = try makeNetworkSystem()
        let (receiver, target) = try system.bound(family, .datagram)
        let sender = try system.socket(family, .datagram)
        try system.connect(sender, to: target)
        try system.send(sender, "1234567")
        try system.send(sender, "abcdefg")
        let first = try system.message(receiver, 3)
        #expect(first.text == "123")
        #expect(first.flags == .dataTruncated)
        #expect(try system.receiveText(receiver, 3) == "abc")
        try system.setFlags(.nonBlocking, of: receiver)
        #expect(failure { () throws(Errno) in try system.message(receiver) } == .resourceTemporarilyUnavailable)
    }

    @Test("larger than the host takes are refused, in however many pieces", arguments: internet)
    func tooLong(family: AddressFamily) throws {
        let system = try makeNetworkSystem()
        let (_, target) = try system.bound(family, .datagram)
        let sender = try system.socket(family, .datagram)
        let block = [UInt8](repeating: 7, count: 70_000)
        let error = failure { () throws(Errno) in
            try writing([block]) { buffers throws(Errno) in
                try system.send(sender, from: buffers, flags: [], to: target)
            }
        }
        #expect(error == .messageTooLong)
        let crumbs = [[UInt8]](repeating: [7], count: 1025)
        let errors = [
            failure { () throws(Errno) in
                try writing(crumbs) { buffers throws(Errno) in try system.send(sender, from: buffers, flags: [], to: target)
                }
            },
            failure { () throws(Errno) in
                try writing(crumbs) { buffers throws(Errno) in try system.send(sender, from: buffers, flags: []) }
            },
        ]
        #expect(errors == [.messageTooLong, .messageTooLong])
    }

    @Test("to nobody are lost, not an error", arguments: internet)
    func toNobody(family: AddressFamily) throws {
        let system = try makeNetworkSystem()
        let (gone, target) = try system.bound(family, .datagram)
        try system.close(gone)
        let sender = try system.socket(family, .datagram)
        #expect(try system.send(sender, "x", to: target) == 1)
        #expect(failure { () throws(Errno) in try system.send(sender, "x") } == .destinationAddressRequired)
    }

    @Test("are not what streams have, but their peer is known", arguments: internet)
    func stream(family: AddressFamily) throws {
        let system = try makeNetworkSystem()
        let (client, server) = try system.connection(family)
        try system.send(client, "text")
        let message = try system.message(server)
        #expect(message.text == "text")
        #expect(message.sender == (try system.localAddress(of: client)))
        let unconnected = try system.socket(family)
        #expect(
            failure { () throws(Errno) in try system.send(unconnected, "x", to: loopback(family, 9)) } == .socketNotConnected
        )
        #expect(failure { () throws(Errno) in try system.receiveText(unconnected) } == .socketNotConnected)
        #expect(failure { () throws(Errno) in try system.send(unconnected, "x") } == .brokenPipe)
    }

    @Test("cannot go to an address of another family")
    func otherFamily() throws {
        let system = try makeNetworkSystem()
        let fd = try system.socket(.ipv4, .datagram)
        #expect(
            failure { () throws(Errno) in try system.send(fd, "x", to: loopback(.ipv6, 9)) } == .addressFamilyNotSupported)
    }
}
