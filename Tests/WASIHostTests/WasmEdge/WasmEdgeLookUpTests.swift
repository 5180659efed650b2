import Testing
import WASICore

@testable import WASIHost

@Suite("WasmEdge: look-ups")
struct WasmEdgeLookUpTests {
    private let guest = Guest(functions: WasmEdge.functions)

    /// A list of records as programs make it, and the addresses of its parts.
    private func makeList(_ count: Int, dataByteCount: UInt32 = 26, nameRoom: UInt32 = 30) {
        for index in 0..<count {
            let (record, address) = (List.record(index), List.address(index))
            guest.store([UInt8](repeating: 0xEE, count: 28), at: record)
            guest.store(UInt32(address), at: record + 12)
            guest.store(UInt32(List.name(index)), at: record + 16)
            guest.store(nameRoom, at: record + 20)
            guest.store(index + 1 < count ? UInt32(List.record(index + 1)) : 0, at: record + 24)
            guest.store(0xEEEE_EEEE as UInt32, at: address)
            guest.store(dataByteCount, at: address + 4)
            guest.store(UInt32(List.data(index)), at: address + 8)
            guest.store([UInt8](repeating: 0xEE, count: 32), at: List.data(index))
            guest.store([UInt8](repeating: 0xEE, count: 32), at: List.name(index))
        }
        guest.store(UInt32(List.record(0)), at: 32)
        guest.store(77 as UInt32, at: 36)
    }

    private enum List {
        static func record(_ index: Int) -> Int { 4096 + index * 28 }
        static func address(_ index: Int) -> Int { 12_288 + index * 12 }
        static func data(_ index: Int) -> Int { 20_480 + index * 32 }
        static func name(_ index: Int) -> Int { 40_960 + index * 32 }
    }

    /// Looks "example.org" "http" up, with the hints at 200.
    private func lookUp(capacity: UInt64 = 8) -> Guest.Outcome {
        guest.store("example.org", at: 100)
        guest.store("http", at: 120)
        return guest.call("sock_getaddrinfo", 100, 11, 120, 4, 200, 32, capacity, 36)
    }

    private func hints(flags: UInt16 = 0, family: UInt8 = 0, type: UInt8 = 0, protocol: UInt8 = 0) {
        guest.store([UInt8](repeating: 0xEE, count: 28), at: 200)
        guest.store(flags, at: 200)
        guest.store([family, type, `protocol`], at: 202)
    }

    private let v4 = AddressInfo(
        address: .ipv4(IPv4Address(192, 0, 2, 7), port: 80), type: .stream, protocol: .tcp, canonicalName: "www.example.org")
    private let v6 = AddressInfo(
        address: .ipv6(IPv6Address(high: 0x2001_0db8_0000_0000, low: 9, scope: 3), port: 0x0102), type: .datagram,
        protocol: .udp)
    private let v6Bytes: [UInt8] = [0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9]

    @Test("the query has the names, the hints and the number of answers that are wanted")
    func query() {
        hints(flags: 0x7F, family: 2, type: 1, protocol: 2)
        #expect(lookUp() == .success)
        hints()
        #expect(lookUp(capacity: 1) == .success)
        #expect(
            guest.calls() == [
                "lookUp(\"example.org\" \"http\" ipv6 datagram udp 127, limit: 8)",
                "lookUp(\"example.org\" \"http\" unspecified any any 0, limit: 1)",
            ])
        #expect(guest.u32(36) == 0)
    }

    @Test("one NUL at the end of a name is not part of it; one within is refused")
    func terminators() {
        guest.store("localhost\0\0", at: 100)
        guest.store("80\0", at: 120)
        hints()
        #expect(guest.call("sock_getaddrinfo", 100, 10, 120, 3, 200, 32, 8, 36) == .success)
        #expect(guest.call("sock_getaddrinfo", 109, 1, 120, 0, 200, 32, 8, 36) == .success)
        #expect(
            guest.calls() == [
                "lookUp(\"localhost\" \"80\" unspecified any any 0, limit: 8)",
                "lookUp(\"\" \"\" ipv4 any any 0, limit: 8)",
            ])
        #expect(guest.call("sock_getaddrinfo", 100, 11, 120, 3, 200, 32, 8, 36) == .errno(.invalidArgument))
        guest.store([0xC3, 0x28], at: 100)
        #expect(guest.call("sock_getaddrinfo", 100, 2, 120, 3, 200, 32, 8, 36) == .errno(.illegalByteSequence))
        #expect(guest.calls() == [])
    }

    @Test("no name means this machine in version 4, unless version 6 is asked for")
    func noName() {
        guest.store("80\0", at: 120)
        for family: UInt8 in 0...2 {
            hints(flags: 1, family: family, type: 2, protocol: 1)
            #expect(guest.call("sock_getaddrinfo", 122, 1, 120, 3, 200, 32, 8, 36) == .success)
        }
        #expect(
            guest.calls() == [
                "lookUp(\"\" \"80\" ipv4 stream tcp 1, limit: 8)", "lookUp(\"\" \"80\" ipv4 stream tcp 1, limit: 8)",
                "lookUp(\"\" \"80\" ipv6 stream tcp 1, limit: 8)",
            ])
    }

    @Test("names longer than any are unknown")
    func longNames() {
        hints()
        guest.store([UInt8](repeating: 0x61, count: 1025), at: 1000)
        guest.store("host", at: 100)
        #expect(guest.call("sock_getaddrinfo", 1000, 1024, 120, 0, 200, 32, 8, 36) == .success)
        #expect(guest.call("sock_getaddrinfo", 1000, 1025, 120, 0, 200, 32, 8, 36) == .errno(.unknownName))
        #expect(guest.call("sock_getaddrinfo", 100, 4, 1000, 1025, 200, 32, 8, 36) == .errno(.unknownService))
        #expect(guest.isLeft(guest.call("sock_getaddrinfo", 1000, 65_000, 120, 0, 200, 32, 8, 36)))
    }

    @Test("without hints, everything will do")
    func noHints() {
        guest.store("localhost", at: 100)
        guest.store([0x7F, 0, 1, 1, 1], at: 0)
        #expect(guest.call("sock_getaddrinfo", 100, 9, 120, 0, 0, 32, 8, 36) == .success)
        #expect(guest.calls() == ["lookUp(\"localhost\" \"\" unspecified any any 0, limit: 8)"])
    }

    @Test(
        "unknown hints are refused by their kind",
        arguments: [
            ((128, 0, 0, 0), .badLookUpFlags), ((0x8000, 0, 0, 0), .badLookUpFlags), ((0, 3, 0, 0), .familyNotLookedUp),
            ((0, 4, 0, 0), .familyNotLookedUp), ((0, 0, 3, 0), .typeNotLookedUp), ((0, 0, 0, 3), .typeNotLookedUp),
        ] as [((UInt16, UInt8, UInt8, UInt8), Errno)])
    func unknownHints(numbers: (UInt16, UInt8, UInt8, UInt8), errno: Errno) {
        hints(flags: numbers.0, family: numbers.1, type: numbers.2, protocol: numbers.3)
        #expect(lookUp() == .errno(errno))
        #expect(guest.calls() == [])
    }

    @Test("no room is refused; of much room, little is used")
    func capacity() {
        hints()
        #expect(lookUp(capacity: 0) == .errno(.invalidArgument))
        #expect(guest.calls() == [])
        makeList(2)
        guest.system.answers = [AddressInfo](repeating: v4, count: 300)
        #expect(lookUp(capacity: 0xFFFF_FFFF) == .success)
        #expect(guest.calls().map { $0.hasSuffix("limit: 256)") } == [true])
        #expect(guest.u32(36) == 2)
        makeList(280)
        #expect(lookUp(capacity: 0xFFFF_FFFF) == .success)
        #expect(guest.u32(36) == 256)
        makeList(8)
        #expect(lookUp(capacity: 3) == .success)
        #expect(guest.u32(36) == 3)
        #expect(guest.u8(List.record(3) + 2) == 0xEE)
    }

    @Test("an answer has all fields, and its list stays as it is")
    func fields() {
        hints(flags: 2)
        makeList(3)
        guest.system.answers = [v4, v6]
        #expect(lookUp() == .success)
        #expect(guest.u32(36) == 2)
        let record = List.record(0)
        #expect(guest.bytes(record..<(record + 12)) == [2, 0, 1, 2, 1, 0, 0, 0, 16, 0, 0, 0])
        #expect(guest.u32(record + 20) == 15)
        #expect(guest.u32(record + 24) == UInt32(List.record(1)))
        #expect(guest.text(List.name(0)..<(List.name(0) + 16)) == "www.example.org\0")
        #expect([guest.u32(List.address(0)), guest.u32(List.address(0) + 4)] == [1, 26])
        #expect(guest.bytes(List.data(0)..<(List.data(0) + 7)) == [0, 80, 192, 0, 2, 7, 0xEE])

        let second = List.record(1)
        #expect(guest.bytes(second..<(second + 12)) == [2, 0, 2, 1, 2, 0, 0, 0, 28, 0, 0, 0])
        #expect(guest.u32(second + 20) == 0)
        #expect(guest.bytes(List.name(1)..<(List.name(1) + 4)) == [0xEE, 0xEE, 0xEE, 0xEE])
        #expect([guest.u32(List.address(1)), guest.u32(List.address(1) + 4)] == [2, 26])
        #expect(guest.bytes(List.data(1)..<(List.data(1) + 19)) == [1, 2] + v6Bytes + [0xEE])

        #expect(guest.bytes(List.record(2)..<(List.record(2) + 8)).allSatisfy { $0 == 0xEE })
    }

    @Test(
        "a program that gives the size of its data as 14, or not at all, gets WasmEdge's layout, and has room for 26",
        arguments: [14, 0] as [UInt32])
    func wasmEdgeLayout(size: UInt32) {
        hints()
        makeList(2, dataByteCount: size, nameRoom: 0)
        guest.system.answers = [v4, v6]
        #expect(lookUp() == .success)
        #expect(guest.u32(36) == 2)
        #expect(
            guest.bytes(List.data(0)..<(List.data(0) + 15)) == [0, 80, 192, 0, 2, 7] + [UInt8](repeating: 0, count: 8) + [
                0xEE
            ])
        #expect([guest.u32(List.address(0)), guest.u32(List.address(0) + 4)] == [1, 14])
        #expect(
            guest.bytes(List.data(1)..<(List.data(1) + 27)) == [1, 2, 0, 0, 0, 0] + v6Bytes + [3, 0, 0, 0, 0xEE])
        #expect([guest.u32(List.address(1)), guest.u32(List.address(1) + 4)] == [2, 26])
        // Room of unknown size gets no name.
        #expect(guest.u32(List.record(0) + 20) == 0)
        #expect(guest.u8(List.name(0)) == 0xEE)
    }

    @Test("a name that does not fit with its NUL is left out", arguments: [(15, 0), (16, 15)] as [(UInt32, UInt32)])
    func nameRoom(room: UInt32, count: UInt32) {
        hints(flags: 2)
        makeList(1, nameRoom: room)
        guest.system.answers = [v4]
        #expect(lookUp() == .success)
        #expect(guest.u32(List.record(0) + 20) == count)
        #expect((guest.u8(List.name(0)) == 0xEE) == (count == 0))
    }

    @Test("a list that ends early takes fewer answers, and none of it is needed for none")
    func shortList() {
        hints()
        makeList(1)
        guest.system.answers = [v4, v4, v4]
        #expect(lookUp() == .success)
        #expect(guest.u32(36) == 1)
        guest.system.answers = []
        guest.store(0 as UInt32, at: 32)
        #expect(lookUp() == .success)
        #expect(guest.u32(36) == 0)
    }

    @Test("a list that leads back into itself ends there")
    func cyclicList() {
        hints()
        makeList(3)
        guest.store(UInt32(List.record(0)), at: List.record(0) + 24)
        guest.system.answers = [v4, v6, v6]
        #expect(lookUp() == .success)
        #expect(guest.u32(36) == 1)
        #expect(guest.bytes(List.data(0)..<(List.data(0) + 6)) == [0, 80, 192, 0, 2, 7])
        makeList(3)
        guest.store(UInt32(List.record(1)), at: List.record(2) + 24)
        guest.system.answers = [AddressInfo](repeating: v4, count: 8)
        #expect(lookUp() == .success)
        #expect(guest.u32(36) == 3)
    }

    @Test("a NULL among the pointers, and too little room for the address, is a bad address, and nothing is stored")
    func badAddresses() {
        hints()
        guest.system.answers = [v4, v6]
        let spoils: [(Guest) -> Void] = [
            { $0.store(0 as UInt32, at: 32) },
            { $0.store(0 as UInt32, at: List.record(1) + 12) },
            { $0.store(0 as UInt32, at: List.address(1) + 8) },
            { $0.store(17 as UInt32, at: List.address(1) + 4) },
            { $0.store(5 as UInt32, at: List.address(0) + 4) },
        ]
        for spoil in spoils {
            makeList(2)
            spoil(guest)
            let before = guest.bytes(4096..<50_000)
            #expect(lookUp() == .errno(.badAddress))
            #expect(guest.bytes(4096..<50_000) == before)
            #expect(guest.u32(36) == 77)
        }
        makeList(2, dataByteCount: 18)
        #expect(lookUp() == .success)
        makeList(2)
        guest.store(0 as UInt32, at: List.record(0) + 16)
        #expect(lookUp() == .success)
    }

    @Test("a pointer that leads outside ends in a trap, and nothing is stored")
    func outside() {
        hints()
        guest.system.answers = [v4, v6]
        let spoils: [(Guest) -> Void] = [
            { $0.store(65_509 as UInt32, at: 32) },
            { $0.store(.max as UInt32, at: List.record(0) + 24) },
            { $0.store(65_525 as UInt32, at: List.record(1) + 12) },
            { $0.store(65_519 as UInt32, at: List.address(1) + 8) },
            { $0.store(65_520 as UInt32, at: List.record(0) + 16) },
        ]
        for spoil in spoils {
            makeList(2)
            spoil(guest)
            let before = guest.bytes(4096..<50_000)
            #expect(guest.isLeft(lookUp()))
            #expect(guest.bytes(4096..<50_000) == before)
            #expect(guest.u32(36) == 77)
        }
        _ = guest.calls()
        #expect(guest.isLeft(guest.call("sock_getaddrinfo", 100, 4, 120, 0, 200, 65_533, 8, 36)))
        #expect(guest.isLeft(guest.call("sock_getaddrinfo", 100, 4, 120, 0, 200, 32, 8, 65_533)))
        #expect(guest.isLeft(guest.call("sock_getaddrinfo", 100, 4, 120, 0, 65_509, 32, 8, 36)))
        #expect(guest.calls() == [])
    }

    @Test("a failed look-up stores nothing and gives its errno")
    func failure() {
        hints()
        makeList(1)
        guest.system.failure = .unknownName
        #expect(lookUp() == .errno(.unknownName))
        #expect(guest.u32(36) == 77)
    }
}
