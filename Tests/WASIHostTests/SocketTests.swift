import Testing
import WASICore

@testable import WASIHost

@Suite("sock_* calls")
struct SocketTests {
    @Test("sock_accept stores the descriptor, and accepts nothing if it cannot")
    func accept() {
        let guest = Guest()
        #expect(guest.call("sock_accept", 3, 4, 64) == .success)
        #expect(guest.u32(64) == 0x0A0B0C0D)
        #expect(guest.calls() == ["accept(3, flags: 4)"])
        guard case .left(.fault) = guest.call("sock_accept", 3, 4, 65_533) else {
            Issue.record("the guest goes on")
            return
        }
        #expect(guest.call("sock_accept", 3, 32, 64) == .errno(.invalidArgument))
        #expect(guest.calls() == [])
    }

    @Test("sock_recv stores count and flags, which are 16 bits wide")
    func receive() {
        let guest = Guest()
        guest.store(vectors: [(100, 3), (200, 3)], at: 64)
        guest.store([0xEE, 0xEE, 0xEE, 0xEE], at: 40)
        guest.system.received = .dataTruncated
        #expect(guest.call("sock_recv", 3, 64, 2, 3, 32, 40) == .success)
        #expect(guest.calls() == ["receive(3, into: [3, 3], flags: 3)"])
        #expect(guest.u32(32) == 6)
        #expect(guest.bytes(40..<44) == [1, 0, 0xEE, 0xEE])
        #expect(guest.text(200..<203) == "abc")
    }

    @Test("sock_recv receives nothing if it cannot store count or flags")
    func receiveOutside() {
        let guest = Guest()
        guest.store(vectors: [(100, 3)], at: 64)
        for (count, flags) in [(65_533, 40), (32, 65_535)] as [(UInt64, UInt64)] {
            guard case .left(.fault) = guest.call("sock_recv", 3, 64, 1, 0, count, flags) else {
                Issue.record("the guest goes on")
                return
            }
        }
        #expect(guest.calls() == [])
        #expect(guest.call("sock_recv", 3, 64, 1, 0, 65_532, 65_534) == .success)
        #expect(guest.memory.guardsAreIntact)
    }

    @Test("sock_send stores how much was sent; it has no flags")
    func send() {
        let guest = Guest()
        guest.store("hello", at: 100)
        guest.store(vectors: [(100, 5)], at: 64)
        #expect(guest.call("sock_send", 3, 64, 1, 0, 32) == .success)
        #expect(guest.u32(32) == 5)
        #expect(String(decoding: guest.system.written, as: UTF8.self) == "hello")
        #expect(guest.calls() == ["send(3, from: [5], flags: 0)"])
        #expect(guest.call("sock_send", 3, 64, 1, 1, 32) == .errno(.invalidArgument))
        #expect(guest.calls() == [])
    }

    @Test("sock_shutdown passes the directions on")
    func shutdown() {
        let guest = Guest()
        #expect(guest.call("sock_shutdown", 3, 3) == .success)
        #expect(guest.call("sock_shutdown", 3, 0) == .success)
        #expect(guest.call("sock_shutdown", 3, 4) == .errno(.invalidArgument))
        #expect(guest.call("sock_shutdown", 3, 256) == .errno(.invalidArgument))
        #expect(guest.calls() == ["shutdown(3, 3)", "shutdown(3, 0)"])
    }

    @Test("sock_recv refuses unknown flags")
    func unknownFlags() {
        let guest = Guest()
        #expect(guest.call("sock_recv", 3, 64, 0, 4, 32, 40) == .errno(.invalidArgument))
        #expect(guest.call("sock_recv", 3, 64, 0, 65_536, 32, 40) == .errno(.invalidArgument))
        #expect(guest.calls() == [])
    }
}
