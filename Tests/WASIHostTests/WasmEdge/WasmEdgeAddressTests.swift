import Testing
import WASICore

@testable import WASIHost

@Suite("WasmEdge: addresses")
struct WasmEdgeAddressTests {
    private let guest = Guest(functions: WasmEdge.functions + WasmEdge.version2)
    private let first = Guest(functions: WasmEdge.version1)

    @Test(
        """
        sock_open takes a family and a type, has TCP send at once, and makes nothing if it cannot store the descriptor
        """)
    func open() {
        #expect(guest.call("sock_open", 1, 2, 64) == .success)
        #expect(guest.u32(64) == 0x0A0B0C0D)
        #expect(guest.call("sock_open", 3, 1, 64) == .success)
        #expect(guest.call("sock_open", 0, 0, 64) == .success)
        #expect(
            guest.calls() == [
                "openSocket(ipv4, stream, any)", "setOption(noDelay, to: true, of: 168496141)",
                "openSocket(unix, datagram, any)", "openSocket(unspecified, any, any)",
            ])
        for (family, type) in [(4, 2), (256 + 1, 2), (1, 3), (1, .max)] as [(UInt64, UInt64)] {
            #expect(guest.call("sock_open", family, type, 64) == .errno(.invalidArgument))
        }
        #expect(guest.isLeft(guest.call("sock_open", 1, 2, 65_533)))
        #expect(guest.calls() == [])
    }

    @Test("an address of 4 bytes is of version 4, one of 16 of version 6, in network order")
    func short() {
        guest.store(address: [192, 0, 2, 1])
        #expect(guest.call("sock_bind", 3, 64, 8080) == .success)
        guest.store(address: [0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7])
        #expect(guest.call("sock_connect", 4, 64, 65_535) == .success)
        #expect(guest.calls() == ["bind(3, to: 192.0.2.1:8080)", "connect(4, to: [2001:db8::7]:65535)"])
    }

    @Test("an address of 128 bytes has its family in front, of two bytes")
    func long() {
        guest.store(address: [1, 0, 192, 0, 2, 1], byteCount: 128)
        #expect(guest.call("sock_bind", 3, 64, 80) == .success)
        guest.store(address: [2, 0] + [UInt8](repeating: 0, count: 15) + [1], byteCount: 128)
        #expect(guest.call("sock_bind", 3, 64, 80) == .success)
        guest.store(address: [3, 0] + Array("run/app.sock\0rubbish".utf8), byteCount: 128)
        #expect(guest.call("sock_connect", 3, 64, 0) == .success)
        guest.store(address: [3, 0] + Array("@hidden\0".utf8), byteCount: 128)
        #expect(guest.call("sock_connect", 3, 64, 0) == .success)
        guest.store(address: [3, 0, 0], byteCount: 128)
        #expect(guest.call("sock_bind", 3, 64, 0) == .success)
        #expect(
            guest.calls() == [
                "bind(3, to: 192.0.2.1:80)", "bind(3, to: [::1]:80)", "connect(3, to: unix:run/app.sock)",
                "connect(3, to: unix:@hidden)", "bind(3, to: unix:)",
            ])
    }

    @Test("a name may have 125 bytes; it ends with a NUL and is UTF-8")
    func names() {
        guest.store(address: [3, 0] + [UInt8](repeating: 0x61, count: 125) + [0], byteCount: 128)
        #expect(guest.call("sock_bind", 3, 64, 0) == .success)
        #expect(guest.calls() == ["bind(3, to: unix:\(String(repeating: "a", count: 125)))"])
        guest.store(address: [3, 0] + [UInt8](repeating: 0x61, count: 126), byteCount: 128)
        guest.store(0 as UInt8, at: 256)
        #expect(guest.call("sock_bind", 3, 64, 0) == .errno(.invalidArgument))
        guest.store(address: [3, 0, 0xC3, 0x28, 0], byteCount: 128)
        #expect(guest.call("sock_bind", 3, 64, 0) == .errno(.illegalByteSequence))
        #expect(guest.calls() == [])
    }

    @Test(
        "other lengths, unknown families and ports beyond 65535 are invalid arguments",
        arguments: ["sock_bind", "sock_connect"])
    func invalid(name: String) {
        for count in [0, 1, 3, 5, 15, 17, 127, 129, 65_535] as [UInt32] {
            guest.store(address: [1, 0, 127, 0, 0, 1], byteCount: count)
            #expect(guest.call(name, 3, 64, 80) == .errno(.invalidArgument), "\(count) bytes")
        }
        for family in [[0, 0], [4, 0], [1, 1], [255, 255]] as [[UInt8]] {
            guest.store(address: family + [127, 0, 0, 1], byteCount: 128)
            #expect(guest.call(name, 3, 64, 80) == .errno(.invalidArgument), "family \(family)")
        }
        guest.store(address: [127, 0, 0, 1])
        for port in [65_536, 0x7FFF_FFFF, 0xFFFF_FFFF] as [UInt64] {
            #expect(guest.call(name, 3, 64, port) == .errno(.invalidArgument), "port \(port)")
        }
        #expect(guest.calls() == [])
    }

    @Test("an address or its reference outside the memory ends in a trap, before anything is done")
    func outside() {
        #expect(guest.isLeft(guest.call("sock_connect", 3, 65_529, 80)))
        guest.store(4 as UInt32, at: 65_532)
        guest.store(65_533 as UInt32, at: 65_528)
        #expect(guest.isLeft(guest.call("sock_connect", 3, 65_528, 80)))
        guest.store(128 as UInt32, at: 65_532)
        guest.store(.max as UInt32, at: 65_528)
        #expect(guest.isLeft(guest.call("sock_connect", 3, 65_528, 80)))
        #expect(guest.calls() == [])
    }

    @Test("sock_listen passes any backlog on, also a negative one")
    func listen() {
        for backlog in [0, 128, UInt64(UInt32(bitPattern: -1)), 0x7FFF_FFFF] {
            #expect(guest.call("sock_listen", 3, backlog) == .success)
        }
        #expect(
            guest.calls() == [
                "listen(3, backlog: 0)", "listen(3, backlog: 128)", "listen(3, backlog: -1)",
                "listen(3, backlog: 2147483647)",
            ])
    }

    @Test("sock_accept of version 1 has no flags, and accepts nothing if it cannot store the descriptor")
    func accept() {
        #expect(first.call("sock_accept", 3, 64) == .success)
        #expect(first.u32(64) == 0x0A0B0C0D)
        #expect(first.calls() == ["accept(3, flags: 0)"])
        #expect(first.isLeft(first.call("sock_accept", 3, 65_533)))
        #expect(first.calls() == [])
    }

    @Test("version 2 tells addresses in 128 bytes, family first", arguments: ["sock_getlocaladdr", "sock_getpeeraddr"])
    func second(name: String) {
        guest.store(address: [UInt8](repeating: 0xEE, count: 128))
        #expect(guest.call(name, 3, 64, 32) == .success)
        #expect(guest.bytes(128..<136) == [1, 0, 192, 0, 2, 7, 0xEE, 0xEE])
        #expect(guest.u32(32) == 0x1234)
        guest.system.address = .ipv6(IPv6Address(high: 0x2001_0db8_0000_0000, low: 9, scope: 5), port: 443)
        #expect(guest.call(name, 3, 64, 32) == .success)
        #expect(guest.bytes(128..<146) == [2, 0, 0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9])
        #expect(guest.u32(32) == 443)
    }

    @Test(
        "version 2 tells names with their NUL and port 0",
        arguments: [
            (.path("/run/x"), "/run/x"), (.abstract("x"), "@x"), (.unnamed, "@"), (.path("@x"), "./@x"),
            (.path(String(repeating: "p", count: 125)), String(repeating: "p", count: 125)),
        ] as [(UnixSocketName, String)])
    func names(name: UnixSocketName, text: String) {
        guest.system.address = .unix(name)
        guest.store(address: [UInt8](repeating: 0xEE, count: 128))
        guest.store(.max as UInt32, at: 32)
        #expect(guest.call("sock_getlocaladdr", 3, 64, 32) == .success)
        #expect(guest.bytes(128..<130) == [3, 0])
        #expect(guest.text(130..<(131 + text.utf8.count)) == text + "\0")
        #expect(guest.u32(32) == 0)
    }

    @Test("a name that is too long or has a NUL within cannot be told")
    func untellable() {
        for name in [.path(String(repeating: "p", count: 126)), .abstract("a\0b")] as [UnixSocketName] {
            guest.system.address = .unix(name)
            guest.store(address: [UInt8](repeating: 0xEE, count: 128))
            #expect(guest.call("sock_getlocaladdr", 3, 64, 32) == .errno(.invalidArgument))
            #expect(guest.bytes(128..<256).allSatisfy { $0 == 0xEE })
        }
    }

    @Test(
        "version 1 tells addresses in 16 bytes, and the version of the protocol",
        arguments: ["sock_getlocaladdr", "sock_getpeeraddr"])
    func first(name: String) {
        first.store(address: [UInt8](repeating: 0xEE, count: 16))
        #expect(first.call(name, 3, 64, 36, 32) == .success)
        #expect(first.bytes(128..<134) == [192, 0, 2, 7, 0xEE, 0xEE])
        #expect([first.u32(36), first.u32(32)] == [4, 0x1234])
        first.system.address = .ipv6(.loopback, port: 9)
        #expect(first.call(name, 3, 64, 36, 32) == .success)
        #expect(first.bytes(128..<144) == [UInt8](repeating: 0, count: 15) + [1])
        #expect([first.u32(36), first.u32(32)] == [6, 9])
        first.system.address = .unix(.path("x"))
        #expect(first.call(name, 3, 64, 36, 32) == .errno(.invalidArgument))
    }

    @Test("either version tells an address in any form that can hold it")
    func forms() {
        guest.store(address: [0, 0, 0, 0])
        #expect(guest.call("sock_getlocaladdr", 3, 64, 32) == .success)
        #expect(guest.bytes(128..<132) == [192, 0, 2, 7])
        first.store(address: [UInt8](repeating: 0, count: 128))
        #expect(first.call("sock_getpeeraddr", 3, 64, 36, 32) == .success)
        #expect(first.bytes(128..<134) == [1, 0, 192, 0, 2, 7])
        guest.system.address = .ipv6(.loopback, port: 9)
        guest.store(address: [1, 2, 3, 4])
        #expect(guest.call("sock_getlocaladdr", 3, 64, 32) == .errno(.invalidArgument))
        #expect(guest.bytes(128..<132) == [1, 2, 3, 4])
    }

    @Test("nothing is asked for that cannot be stored")
    func unstorable() {
        guest.store(address: [0, 0, 0, 0])
        #expect(guest.isLeft(guest.call("sock_getlocaladdr", 3, 64, 65_533)))
        #expect(guest.isLeft(guest.call("sock_getlocaladdr", 3, 65_530, 32)))
        guest.store(address: [0, 0, 0, 0], byteCount: 5)
        #expect(guest.call("sock_getlocaladdr", 3, 64, 32) == .errno(.invalidArgument))
        #expect(guest.calls() == [])
        first.store(address: [0, 0, 0, 0])
        #expect(first.isLeft(first.call("sock_getpeeraddr", 3, 64, 65_533, 32)))
        #expect(first.isLeft(first.call("sock_getpeeraddr", 3, 64, 32, 65_533)))
        #expect(first.calls() == [])
    }
}

extension Guest {
    /// An address's reference at 64, its bytes at 128.
    func store(address bytes: [UInt8], byteCount: UInt32? = nil) {
        store(128 as UInt32, at: 64)
        store(byteCount ?? UInt32(bytes.count), at: 68)
        store(bytes, at: 128)
    }

    func isLeft(_ outcome: Outcome) -> Bool {
        if case .left(.fault) = outcome { true } else { false }
    }
}
