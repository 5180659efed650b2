import Testing
import WASICore

@testable import WASIHost

@Suite("WasmEdge: options")
struct WasmEdgeOptionTests {
    private let guest = Guest(functions: WasmEdge.functions)

    static let flags: [(UInt64, UInt64, SocketOption)] = [
        (0, 0, .reuseAddress), (0, 3, .dontRoute), (0, 4, .broadcast), (0, 7, .keepAlive), (0, 8, .outOfBandInline),
        (0, 13, .acceptsConnections), (6, 15, .noDelay), (6, 1, .noDelay),
    ]
    static let numbers: [(UInt64, UInt64, SocketOption)] = [
        (0, 5, .sendBufferSize), (0, 6, .receiveBufferSize), (0, 10, .receiveLowWatermark),
    ]

    @Test("flags are numbers of four bytes", arguments: flags)
    func flag(level: UInt64, number: UInt64, option: SocketOption) {
        for (bytes, isOn) in [([1, 0, 0, 0], true), ([0, 0, 0, 0], false), ([0, 0, 0, 0x80], true)] as [([UInt8], Bool)] {
            guest.store(bytes, at: 64)
            #expect(guest.call("sock_setsockopt", 3, level, number, 64, 4) == .success)
            #expect(guest.calls() == ["setOption(\(option), to: \(isOn), of: 3)"])
        }
        guest.system.optionValue = .flag(true)
        guest.store([UInt8](repeating: 0xEE, count: 8), at: 64)
        #expect(guest.call("sock_getsockopt", 3, level, number, 64, 4) == .success)
        #expect(guest.calls() == ["option(\(option), of: 3)"])
        #expect(guest.bytes(64..<72) == [1, 0, 0, 0, 0xEE, 0xEE, 0xEE, 0xEE])
    }

    @Test("sizes are numbers of four bytes, with their sign", arguments: numbers)
    func number(level: UInt64, number: UInt64, option: SocketOption) {
        guest.store(-5 as Int32, at: 64)
        #expect(guest.call("sock_setsockopt", 3, level, number, 64, 4) == .success)
        #expect(guest.calls() == ["setOption(\(option), to: -5, of: 3)"])
        guest.system.optionValue = .number(212_992)
        #expect(guest.call("sock_getsockopt", 3, level, number, 64, 4) == .success)
        #expect(guest.u32(64) == 212_992)
    }

    @Test("the type is the number that sock_open takes, the error that of an errno")
    func typeAndError() {
        for (value, number) in [
            (.type(.stream), 2), (.type(.datagram), 1), (.error(nil), 0), (.error(.connectionRefused), 14),
        ] as [(SocketOptionValue, UInt32)] {
            guest.system.optionValue = value
            guest.store(.max as UInt32, at: 64)
            let option: UInt64 = if case .type = value { 1 } else { 2 }
            #expect(guest.call("sock_getsockopt", 3, 0, option, 64, 4) == .success)
            #expect(guest.u32(64) == number)
        }
    }

    @Test("that an option can only be read is the system's to say")
    func readOnly() {
        guest.system.failure = .notSupported
        guest.store([2, 0, 0, 0], at: 64)
        for option in [1, 2, 13] as [UInt64] {
            #expect(guest.call("sock_setsockopt", 3, 0, option, 64, 4) == .errno(.notSupported))
        }
        #expect(
            guest.calls() == [
                "setOption(type, to: stream, of: 3)", "setOption(error, to: EACCES, of: 3)",
                "setOption(acceptsConnections, to: true, of: 3)",
            ])
    }

    @Test("timeouts are seconds and microseconds of eight bytes, 0 for none", arguments: [(11, "receive"), (12, "send")])
    func timeouts(option: UInt64, name: String) {
        for (seconds, microseconds, text) in [
            (1, 500_000, "1500000000 ns"), (0, 0, "none"),
            (0, 1, "1000 ns"), (.max, 999_999, "18446744073709551615 ns"),
        ] as [(Int64, Int64, String)] {
            guest.store(seconds, at: 64)
            guest.store(microseconds, at: 72)
            #expect(guest.call("sock_setsockopt", 3, 0, option, 64, 16) == .success)
            #expect(guest.calls() == ["setOption(\(name)Timeout, to: \(text), of: 3)"])
        }
        for (seconds, microseconds) in [(-1, 0), (0, -1), (0, 1_000_000), (.min, .min)] as [(Int64, Int64)] {
            guest.store(seconds, at: 64)
            guest.store(microseconds, at: 72)
            #expect(guest.call("sock_setsockopt", 3, 0, option, 64, 16) == .errno(.invalidArgument))
        }
        #expect(guest.call("sock_setsockopt", 3, 0, option, 64, 15) == .errno(.invalidArgument))

        for (span, seconds, microseconds) in [
            (.nanoseconds(2_000_001_000), 2, 1), (nil, 0, 0), (.nanoseconds(1), 0, 1), (.max, 18_446_744_073, 709_551),
        ] as [(Timestamp?, UInt64, UInt64)] {
            guest.system.optionValue = .span(span)
            guest.store(16 as UInt32, at: 32)
            #expect(guest.call("sock_getsockopt", 3, 0, option, 64, 32) == .success)
            #expect([guest.u64(64), guest.u64(72)] == [seconds, microseconds])
            #expect(guest.u32(32) == 16)
            // The size itself where others have its place.
            guest.store(0 as UInt64, at: 64)
            #expect(guest.call("sock_getsockopt", 3, 0, option, 64, 16) == .success)
            #expect(guest.u64(64) == seconds)
        }
    }

    @Test("lingering is a flag and seconds of four bytes each")
    func linger() {
        for (isOn, seconds, text) in [
            (1, 5, "5000000000 ns"), (0, 5, "none"), (0, -5, "none"),
            (7, 0, "0 ns"),
        ] as [(Int32, Int32, String)] {
            guest.store(isOn, at: 64)
            guest.store(seconds, at: 68)
            #expect(guest.call("sock_setsockopt", 3, 0, 9, 64, 8) == .success)
            #expect(guest.calls() == ["setOption(linger, to: \(text), of: 3)"])
        }
        guest.store(1 as Int32, at: 64)
        guest.store(-1 as Int32, at: 68)
        #expect(guest.call("sock_setsockopt", 3, 0, 9, 64, 8) == .errno(.invalidArgument))
        #expect(guest.call("sock_setsockopt", 3, 0, 9, 64, 7) == .errno(.invalidArgument))

        for (span, isOn, seconds) in [
            (.nanoseconds(5_000_000_000), 1, 5), (nil, 0, 0), (.zero, 1, 0), (.nanoseconds(1), 1, 1), (.max, 1, 0x7FFF_FFFF),
        ] as [(Timestamp?, UInt32, UInt32)] {
            guest.system.optionValue = .span(span)
            #expect(guest.call("sock_getsockopt", 3, 0, 9, 64, 8) == .success)
            #expect([guest.u32(64), guest.u32(68)] == [isOn, seconds])
        }
        #expect(guest.call("sock_getsockopt", 3, 0, 9, 64, 7) == .errno(.invalidArgument))
    }

    @Test("a device's name is its bytes, up to a NUL or the end; none is no byte")
    func device() {
        guest.store("eth0\0rubbish", at: 64)
        for (count, text) in [(4, "eth0"), (12, "eth0"), (3, "eth"), (0, "")] as [(UInt64, String)] {
            #expect(guest.call("sock_setsockopt", 3, 0, 14, 64, count) == .success)
            #expect(guest.calls() == ["setOption(boundDevice, to: \"\(text)\", of: 3)"])
        }
        #expect(guest.call("sock_setsockopt", 3, 0, 14, 64, 65) == .errno(.invalidArgument))
        guest.store([0xFF], at: 64)
        #expect(guest.call("sock_setsockopt", 3, 0, 14, 64, 4) == .errno(.illegalByteSequence))

        guest.system.optionValue = .name("eth0")
        guest.store(16 as UInt32, at: 32)
        #expect(guest.call("sock_getsockopt", 3, 0, 14, 64, 32) == .success)
        #expect(guest.text(64..<69) == "eth0\0")
        #expect(guest.u32(32) == 5)
        #expect(guest.call("sock_getsockopt", 3, 0, 14, 64, 5) == .success)
        #expect(guest.call("sock_getsockopt", 3, 0, 14, 64, 16) == .success)
        #expect(guest.call("sock_getsockopt", 3, 0, 14, 64, 4) == .errno(.invalidArgument))
        guest.system.optionValue = .name("")
        guest.store(16 as UInt32, at: 32)
        #expect(guest.call("sock_getsockopt", 3, 0, 14, 64, 32) == .success)
        #expect(guest.u32(32) == 0)
    }

    @Test("a size is taken by value below 16, and else where it lies, where the true size is stored")
    func size() {
        guest.system.optionValue = .number(0x0102_0304)
        for place in [16, 32, 65_532] as [UInt64] {
            guest.store(100 as UInt32, at: Int(place))
            #expect(guest.call("sock_getsockopt", 3, 0, 5, 64, place) == .success)
            #expect(guest.u32(Int(place)) == 4)
        }
        for value in [4, 8, 15] as [UInt64] {
            guest.store(0 as UInt32, at: 64)
            #expect(guest.call("sock_getsockopt", 3, 0, 5, 64, value) == .success)
            #expect(guest.u32(64) == 0x0102_0304)
        }
        #expect(guest.isLeft(guest.call("sock_getsockopt", 3, 0, 5, 64, 65_533)))
        // The size may be any; what is stored must be inside.
        guest.store(.max as UInt32, at: 32)
        #expect(guest.call("sock_getsockopt", 3, 0, 5, 65_532, 32) == .success)
        guest.store(.max as UInt32, at: 32)
        #expect(guest.isLeft(guest.call("sock_getsockopt", 3, 0, 5, 65_533, 32)))
        #expect(guest.memory.guardsAreIntact)
    }

    @Test("numbers fit into fewer bytes or are refused; no byte is too few")
    func short() {
        guest.system.optionValue = .number(255)
        guest.store([UInt8](repeating: 0xEE, count: 4), at: 64)
        #expect(guest.call("sock_getsockopt", 3, 0, 5, 64, 1) == .success)
        #expect(guest.bytes(64..<68) == [255, 0xEE, 0xEE, 0xEE])
        guest.store(3 as UInt32, at: 32)
        #expect(guest.call("sock_getsockopt", 3, 0, 5, 64, 32) == .success)
        #expect(guest.bytes(64..<68) == [255, 0, 0xEE, 0xEE])
        #expect(guest.u32(32) == 2)
        for (number, count) in [(256, 1), (-1, 1), (65_536, 2), (-1, 3)] as [(Int32, UInt64)] {
            guest.system.optionValue = .number(number)
            #expect(guest.call("sock_getsockopt", 3, 0, 5, 64, count) == .errno(.invalidArgument))
        }
        _ = guest.calls()
        #expect(guest.call("sock_getsockopt", 3, 0, 2, 64, 0) == .errno(.invalidArgument))
        #expect(guest.calls() == [], "an error that is read is gone")

        guest.store([1, 2, 3, 4, 5, 6, 7, 8], at: 64)
        for (count, number) in [(1, 0x01), (2, 0x0201), (3, 0x0201), (4, 0x0403_0201), (8, 0x0403_0201)] as [(UInt64, Int)] {
            #expect(guest.call("sock_setsockopt", 3, 0, 5, 64, count) == .success)
            #expect(guest.calls() == ["setOption(sendBufferSize, to: \(number), of: 3)"])
        }
        #expect(guest.call("sock_setsockopt", 3, 0, 5, 64, 0) == .errno(.invalidArgument))
        #expect(guest.isLeft(guest.call("sock_setsockopt", 3, 0, 5, 64, 0xFFFF_FFFF)))
        #expect(guest.isLeft(guest.call("sock_setsockopt", 3, 0, 5, 65_533, 4)))
    }

    @Test("unknown levels and options are invalid arguments")
    func unknown() {
        for (level, option) in [(0, 15), (1, 0), (6, 0), (6, 2), (0xFFFF_FFFF, 0), (0x7FFF_FFFF, 4), (0, 256)]
            as [(UInt64, UInt64)]
        {
            #expect(guest.call("sock_getsockopt", 3, level, option, 64, 4) == .errno(.invalidArgument))
            #expect(guest.call("sock_setsockopt", 3, level, option, 64, 4) == .errno(.invalidArgument))
        }
        #expect(guest.calls() == [])
    }
}
