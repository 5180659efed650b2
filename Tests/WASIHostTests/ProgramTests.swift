import Testing
import WASICore

@testable import WASIHost

@Suite("args_get, environ_get")
struct ProgramTests {
    @Test("arguments are stored with a NUL behind each, and a table of where they begin")
    func arguments() {
        let guest = Guest()
        guest.system.arguments_ = ["prog", "", "größe"]
        #expect(guest.call("args_sizes_get", 8, 12) == .success)
        #expect(guest.u32(8) == 3)
        #expect(guest.u32(12) == 5 + 1 + 8)
        #expect(guest.call("args_get", 16, 100) == .success)
        #expect([guest.u32(16), guest.u32(20), guest.u32(24)] == [100, 105, 106])
        #expect(guest.text(100..<114) == "prog\0\0größe\0")
        #expect(guest.u32(28) == 0)
    }

    @Test("without arguments there is nothing to store")
    func none() {
        let guest = Guest()
        #expect(guest.call("args_sizes_get", 8, 12) == .success)
        #expect(guest.u64(8) == 0)
        #expect(guest.call("args_get", 16, 16) == .success)
        #expect(guest.u64(16) == 0)
    }

    @Test("the environment is stored as NAME=value, in order and with duplicates")
    func environment() {
        let guest = Guest()
        guest.system.environment_ = [
            EnvironmentVariable(name: "A", value: "1"), EnvironmentVariable(name: "B", value: "x=y"),
            EnvironmentVariable(name: "A", value: ""),
        ]
        #expect(guest.call("environ_sizes_get", 8, 12) == .success)
        #expect(guest.u32(8) == 3)
        #expect(guest.u32(12) == 13)
        #expect(guest.call("environ_get", 16, 100) == .success)
        #expect([guest.u32(16), guest.u32(20), guest.u32(24)] == [100, 104, 110])
        #expect(guest.text(100..<113) == "A=1\0B=x=y\0A=\0")
    }

    @Test("an argument with a NUL in it takes the room that was announced")
    func embeddedNUL() {
        let guest = Guest()
        guest.system.arguments_ = ["a\0b", "c"]
        #expect(guest.call("args_sizes_get", 8, 12) == .success)
        #expect(guest.u32(12) == 6)
        #expect(guest.call("args_get", 16, 100) == .success)
        #expect([guest.u32(16), guest.u32(20)] == [100, 104])
    }

    @Test("nothing is stored if the text or the table does not fit into memory")
    func outside() {
        let guest = Guest(bytes: 64)
        guest.system.arguments_ = ["prog", "one"]
        for (table, text) in [(0, 56), (57, 0), (0, 0xFFFF_FFFF)] as [(UInt64, UInt64)] {
            guard case .left(.fault) = guest.call("args_get", table, text) else {
                Issue.record("the guest goes on")
                return
            }
            #expect(guest.bytes(0..<64).allSatisfy { $0 == 0 })
        }
        guard case .left(.fault) = guest.call("args_sizes_get", 0, 61) else {
            Issue.record("the guest goes on")
            return
        }
        #expect(guest.u32(0) == 0)
        #expect(guest.call("args_get", 56, 0) == .success)
        #expect(guest.memory.guardsAreIntact)
    }
}
