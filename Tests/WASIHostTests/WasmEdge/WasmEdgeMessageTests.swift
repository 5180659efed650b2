import Testing
import WASICore

@testable import WASIHost

@Suite("WasmEdge: messages")
struct WasmEdgeMessageTests {
    private let guest = Guest(functions: WasmEdge.functions + WasmEdge.version2)
    private let first = Guest(functions: WasmEdge.version1)

    @Test("sock_send_to sends its vectors to an address and stores how much was sent")
    func send() {
        guest.store("hello", at: 300)
        guest.store(vectors: [(300, 2), (302, 3)], at: 400)
        guest.store(address: [127, 0, 0, 1])
        #expect(guest.call("sock_send_to", 3, 400, 2, 64, 53, 0, 32) == .success)
        #expect(guest.calls() == ["send(3, from: [2, 3], flags: 0, to: 127.0.0.1:53)"])
        #expect(String(decoding: guest.system.written, as: UTF8.self) == "hello")
        #expect(guest.u32(32) == 5)
    }

    @Test("sock_send_to sends nothing with a flag, a wrong address or no place for its answer")
    func sendNothing() {
        guest.store(vectors: [(300, 5)], at: 400)
        guest.store(address: [127, 0, 0, 1])
        #expect(guest.call("sock_send_to", 3, 400, 1, 64, 53, 1, 32) == .errno(.invalidArgument))
        #expect(guest.call("sock_send_to", 3, 400, 1, 64, 65_536, 0, 32) == .errno(.invalidArgument))
        #expect(guest.call("sock_send_to", 3, 400, 1025, 64, 53, 0, 32) == .errno(.invalidArgument))
        #expect(guest.isLeft(guest.call("sock_send_to", 3, 400, 1, 64, 53, 0, 65_533)))
        guest.store(vectors: [(65_533, 5)], at: 400)
        #expect(guest.isLeft(guest.call("sock_send_to", 3, 400, 1, 64, 53, 0, 32)))
        #expect(guest.calls() == [])
    }

    @Test("sock_recv_from of version 2 stores count, flags of 16 bits, address, and the port as a number of 32")
    func second() {
        guest.store(vectors: [(300, 2), (310, 3)], at: 400)
        guest.store(address: [UInt8](repeating: 0xEE, count: 128))
        for place in [32, 36, 40] { guest.store(0xEEEE_EEEE as UInt32, at: place) }
        guest.system.received = .dataTruncated
        #expect(guest.call("sock_recv_from", 3, 400, 2, 64, 1, 32, 36, 40) == .success)
        #expect(guest.calls() == ["receiveMessage(3, into: [2, 3], flags: 1)"])
        #expect([guest.u32(32), guest.u32(36), guest.u32(40)] == [0x1234, 5, 0xEEEE_0001])
        #expect(guest.bytes(128..<134) == [1, 0, 192, 0, 2, 7])
        #expect(guest.text(310..<313) == "cab")
    }

    @Test("sock_recv_from of version 1 stores count, flags and the address, and no port")
    func first_() {
        first.store(vectors: [(300, 5)], at: 400)
        first.store(address: [UInt8](repeating: 0xEE, count: 16))
        #expect(first.call("sock_recv_from", 3, 400, 1, 64, 2, 36, 40) == .success)
        #expect(first.calls() == ["receiveMessage(3, into: [5], flags: 2)"])
        #expect(first.u32(36) == 5)
        #expect(first.bytes(128..<132) == [192, 0, 2, 7])
    }

    @Test("where the host does not say who has sent a message, it was the peer")
    func peer() {
        guest.store(address: [UInt8](repeating: 0xEE, count: 128))
        guest.system.sender = nil
        guest.system.address = .ipv6(.loopback, port: 7)
        #expect(guest.call("sock_recv_from", 3, 400, 0, 64, 0, 32, 36, 40) == .success)
        #expect(guest.calls() == ["receiveMessage(3, into: [], flags: 0)", "remoteAddress(of: 3)"])
        #expect(guest.bytes(128..<146) == [2, 0] + [UInt8](repeating: 0, count: 15) + [1])
        #expect(guest.u32(32) == 7)
    }

    @Test("a message without a sender, or with one that does not fit, comes with zeros for the address")
    func unknown() {
        guest.system.sender = nil
        guest.system.failures = ["remoteAddress": .socketNotConnected]
        guest.store(vectors: [(300, 5)], at: 400)
        guest.store(address: [UInt8](repeating: 0xEE, count: 128))
        guest.store(.max as UInt32, at: 32)
        #expect(guest.call("sock_recv_from", 3, 400, 1, 64, 0, 32, 36, 40) == .success)
        #expect(guest.bytes(128..<256).allSatisfy { $0 == 0 })
        #expect([guest.u32(32), guest.u32(36)] == [0, 5])

        guest.system.sender = .ipv6(.loopback, port: 7)
        guest.store(address: [0xEE, 0xEE, 0xEE, 0xEE])
        #expect(guest.call("sock_recv_from", 3, 400, 1, 64, 0, 32, 36, 40) == .success)
        #expect(guest.bytes(128..<132) == [0, 0, 0, 0])
        #expect([guest.u32(32), guest.u32(36)] == [0, 5])
    }

    @Test("nothing is received whose answers cannot be stored")
    func unstorable() {
        guest.store(vectors: [(300, 5)], at: 400)
        guest.store(address: [UInt8](repeating: 0xEE, count: 128))
        #expect(guest.isLeft(guest.call("sock_recv_from", 3, 400, 1, 64, 0, 65_533, 36, 40)))
        #expect(guest.isLeft(guest.call("sock_recv_from", 3, 400, 1, 64, 0, 32, 65_533, 40)))
        #expect(guest.isLeft(guest.call("sock_recv_from", 3, 400, 1, 64, 0, 32, 36, 65_535)))
        #expect(guest.isLeft(guest.call("sock_recv_from", 3, 400, 1, 65_530, 0, 32, 36, 40)))
        #expect(guest.call("sock_recv_from", 3, 400, 1, 64, 4, 32, 36, 40) == .errno(.invalidArgument))
        guest.store(address: [0xEE], byteCount: 64)
        #expect(guest.call("sock_recv_from", 3, 400, 1, 64, 0, 32, 36, 40) == .errno(.invalidArgument))
        #expect(guest.calls() == [])
        #expect(guest.memory.guardsAreIntact)
    }

    @Test("a failure stores nothing")
    func failure() {
        guest.system.failure = .resourceTemporarilyUnavailable
        guest.store(address: [UInt8](repeating: 0xEE, count: 128))
        guest.store(77 as UInt32, at: 32)
        #expect(guest.call("sock_recv_from", 3, 400, 0, 64, 0, 32, 36, 40) == .errno(.resourceTemporarilyUnavailable))
        #expect(guest.bytes(128..<256).allSatisfy { $0 == 0xEE })
        #expect(guest.u32(32) == 77)
    }
}
