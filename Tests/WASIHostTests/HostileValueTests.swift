import Testing
import WASICore

@testable import WASIHost

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Whatever a guest passes, it gets an errno or is left; the host goes on, touches nothing outside the guest's memory and holds
/// little memory for it.
@Suite("Hostile values")
struct HostileValueTests {
    /// What every parameter is set to, one after the other and in pairs.
    static let edges: [UInt64] = [
        0, 1, 2, 3, 7, 8, 255, 256, 4095, 4096, 65_472, 65_512, 65_528, 65_532, 65_533, 65_534, 65_535, 65_536, 65_537,
        1_000_000, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFE, 0xFFFF_FFFF, 0x1_0000_0000, 0x7FFF_FFFF_FFFF_FFFF,
        0x8000_0000_0000_0000, .max,
    ]

    /// All functions of preview 1, those of preview 0 that have layouts of their own, and all further socket calls.
    static let functions: [String: HostFunction] = {
        var functions: [String: HostFunction] = [:]
        for function in Preview1.functions + Preview0.functions {
            functions["\(function.module).\(function.name)"] = function
        }
        for function in WasmEdge.functions { functions["wasmedge.\(function.name)"] = function }
        for function in WasmEdge.version1 { functions["wasmedge_v1.\(function.name)"] = function }
        for function in WasmEdge.version2 { functions["wasmedge_v2.\(function.name)"] = function }
        functions["sockets.path_open"] = SocketPaths.functions.first { $0.name == "path_open" }
        return functions
    }()
    static let names: [String] =
        Preview1.functions.map { "\($0.module).\($0.name)" }
        + ["fd_filestat_get", "fd_seek", "path_filestat_get", "poll_oneoff"].map { "wasi_unstable.\($0)" }
        + functions.keys.filter { $0.hasPrefix("wasmedge") || $0.hasPrefix("sockets.") }.sorted()

    /// Arguments with which a function does its work: valid places, small sizes.
    static func plainArguments(_ function: HostFunction) -> [UInt64] {
        let name = function.name.hasSuffix("_v2") ? String(function.name.dropLast(3)) : function.name
        return switch name {
        case "args_get", "environ_get": [1024, 2048]
        case "args_sizes_get", "environ_sizes_get": [1024, 1028]
        case "clock_res_get": [1, 1024]
        case "clock_time_get": [1, 0, 1024]
        case "fd_filestat_set_times": [3, 1, 2, 5]
        case "fd_pread", "fd_pwrite": [3, 512, 2, 0, 1024]
        case "fd_prestat_dir_name": [3, 1024, 64]
        case "fd_read", "fd_write": [3, 512, 2, 1024]
        case "fd_readdir": [3, 2048, 512, 0, 1024]
        case "fd_seek": [3, 0, 0, 1024]
        case "path_filestat_get": [3, 0, 256, 4, 1024]
        case "path_filestat_set_times": [3, 0, 256, 4, 1, 2, 5]
        case "path_link": [3, 0, 256, 4, 3, 256, 4]
        case "path_open": [3, 0, 256, 4, 0, 2, 2, 0, 1024]
        case "path_readlink": [3, 256, 4, 2048, 64, 1024]
        case "path_rename": [3, 256, 4, 3, 256, 4]
        case "path_symlink": [256, 4, 3, 256, 4]
        case "poll_oneoff": [4096, 8192, 4, 1024]
        case "sock_accept": function.type.parameters.count == 2 ? [3, 1024] : [3, 0, 1024]
        case "sock_open": [1, 2, 1024]
        case "sock_bind", "sock_connect": [3, 768, 80]
        case "sock_getlocaladdr", "sock_getpeeraddr":
            function.type.parameters.count == 3 ? [3, 768, 1024] : [3, 768, 1024, 1028]
        case "sock_recv_from":
            function.type.parameters.count == 7
                ? [3, 512, 2, 768, 0, 1024, 1028] : [3, 512, 2, 768, 0, 1032, 1024, 1028]
        case "sock_send_to": [3, 512, 2, 768, 80, 0, 1024]
        case "sock_getsockopt", "sock_setsockopt": [3, 0, 5, 1024, 4]
        case "sock_getaddrinfo": [256, 4, 260, 0, 896, 928, 8, 1024]
        case "sock_recv": [3, 512, 2, 0, 1024, 1028]
        case "sock_send": [3, 512, 2, 0, 1024]
        case "random_get": [2048, 64]
        default:
            switch function.type.parameters.count {
            case 3 where function.name.hasPrefix("path_"): [3, 256, 4]
            default: function.type.parameters.map { $0 == .i32 ? 3 : 0 }
            }
        }
    }

    static func guest() -> Guest {
        let guest = Guest()
        guest.system.isRecording = false
        guest.system.arguments_ = ["program", "argument"]
        guest.system.environment_ = [EnvironmentVariable(name: "HOME", value: "/")]
        guest.system.entries = (0..<100).map { ("entry-\($0)", .regularFile, UInt64($0)) }
        guest.system.preopens = [3: "/"]
        guest.system.answers = [
            AddressInfo(
                address: .ipv4(.loopback, port: 80), type: .stream, protocol: .tcp, canonicalName: "localhost"),
            AddressInfo(address: .ipv6(.loopback, port: 80), type: .stream, protocol: .tcp),
            AddressInfo(address: .ipv6(.loopback, port: 80), type: .datagram, protocol: .udp),
        ]
        return guest
    }

    /// Memory as a guest may have it: text, vectors of all kinds, subscriptions of all kinds, addresses, a list for answers.
    static func prepare(_ guest: Guest) {
        guest.store("a/b\0", at: 256)
        guest.store(vectors: [(16_384, 100), (16_400, 100)], at: 512)
        for index in 0..<4 {
            guest.store(UInt64(index), at: 4096 + index * 48)
            guest.store(UInt8(index % 3), at: 4096 + index * 48 + 8)
        }
        for (place, word) in addressWords { guest.store(word, at: place) }
    }

    /// An address at 768 in 128 bytes at 1280, the hints of a look-up at 896, the list for its answers at 928.
    private static let addressWords: [(place: Int, word: UInt32)] = {
        var words: [(Int, UInt32)] = [(768, 1280), (772, 128), (1280, 0x007F_0001), (1284, 0x0100)]
        words += [(896, 0x0200_0000), (900, 1), (904, 0), (908, 0), (912, 0), (916, 0), (920, 0), (928, 5120)]
        for (index, byteCount) in [26, 14, 18, 26].enumerated() {
            let (record, address) = (5120 + index * 28, 5376 + index * 12)
            words += [(record, 0), (record + 4, 0), (record + 8, 0), (record + 12, UInt32(address))]
            words += [(record + 16, UInt32(5888 + index * 32)), (record + 20, 32)]
            words += [(record + 24, index < 3 ? UInt32(record + 28) : 0)]
            words += [(address, 0), (address + 4, UInt32(byteCount)), (address + 8, UInt32(5632 + index * 32))]
        }
        return words
    }()

    /// Whether an outcome is one that a guest may cause.
    private static func isOrderly(_ outcome: Guest.Outcome, _ function: HostFunction) -> Bool {
        switch outcome {
        case .success: true
        case .errno(let errno): (1...87).contains(errno.rawValue)
        case .left(.fault(let fault)): fault.function == function.name
        case .left(.exit): function.name == "proc_exit"
        }
    }

    @Test("every parameter of every function at every edge", arguments: names)
    func singles(name: String) {
        let function = Self.functions[name]!
        let guest = Self.guest()
        let plain = Self.plainArguments(function)
        Self.prepare(guest)
        let outcome = guest.call(function, plain)
        #expect(outcome == (function.name == "proc_exit" ? .left(.exit(ExitCode(rawValue: 3))) : .success))
        for position in plain.indices {
            for edge in Self.edges {
                var values = plain
                values[position] = edge
                Self.prepare(guest)
                let outcome = guest.call(function, values)
                if !Self.isOrderly(outcome, function) { Issue.record("\(name)\(values): \(outcome)") }
            }
        }
        #expect(guest.memory.guardsAreIntact)
    }

    @Test("every pair of parameters at every pair of edges", arguments: names)
    func pairs(name: String) {
        let function = Self.functions[name]!
        let guest = Self.guest()
        let plain = Self.plainArguments(function)
        for first in plain.indices {
            for second in plain.indices where second > first {
                for one in Self.edges {
                    Self.prepare(guest)
                    for other in Self.edges {
                        var values = plain
                        values[first] = one
                        values[second] = other
                        let outcome = guest.call(function, values)
                        if !Self.isOrderly(outcome, function) { Issue.record("\(name)\(values): \(outcome)") }
                    }
                }
            }
        }
        #expect(guest.memory.guardsAreIntact)
    }

    @Test("every word of an address, of hints and of a list for answers at every edge")
    func words() {
        let users = Self.names.filter { $0.hasPrefix("wasmedge") }.map { Self.functions[$0]! }
        let guest = Self.guest()
        for function in users {
            let plain = Self.plainArguments(function)
            for (place, _) in Self.addressWords {
                for edge in Self.edges where edge <= UInt32.max {
                    Self.prepare(guest)
                    guest.store(UInt32(edge), at: place)
                    let outcome = guest.call(function, plain)
                    if !Self.isOrderly(outcome, function) {
                        Issue.record("\(function.name) with \(edge) at \(place): \(outcome)")
                    }
                }
            }
        }
        #expect(guest.memory.guardsAreIntact)
    }

    @Test("every pair of words of a list for answers at every pair of edges, with room for four billion")
    func wordPairs() {
        let function = Self.functions["wasmedge.sock_getaddrinfo"]!
        let guest = Self.guest()
        var plain = Self.plainArguments(function)
        plain[6] = 0xFFFF_FFFF
        // The first two records are as good as all.
        let places = Self.addressWords.map(\.place).filter { (928..<5176).contains($0) || (5376..<5400).contains($0) }
        for first in places {
            for second in places where second > first {
                for one in Self.edges where one <= UInt32.max {
                    Self.prepare(guest)
                    for other in Self.edges where other <= UInt32.max {
                        guest.store(UInt32(one), at: first)
                        guest.store(UInt32(other), at: second)
                        let outcome = guest.call(function, plain)
                        if !Self.isOrderly(outcome, function) {
                            Issue.record("\(one) at \(first), \(other) at \(second): \(outcome)")
                        }
                    }
                }
            }
        }
        #expect(guest.memory.guardsAreIntact)
    }

    @Test("every option with place and size of its value at every pair of edges", arguments: 0...16)
    func options(number: UInt64) {
        let guest = Self.guest()
        let values: [SocketOptionValue] = [
            .number(.min), .span(.max), .name(String(repeating: "n", count: 5000)), .error(Errno(rawValue: .max - 1)),
        ]
        for name in ["sock_getsockopt", "sock_setsockopt"] {
            let function = Self.functions["wasmedge.\(name)"]!
            for place in [0, 1280, 65_472, 65_520, 65_528, 65_532, 65_533, 65_535, 65_536, 0xFFFF_FFFF] as [UInt64] {
                Self.prepare(guest)
                for size in Self.edges + [4, 15, 16, 17, 63, 64, 65, 128] where size <= UInt32.max {
                    // A system may answer with a value of any kind.
                    for value in values {
                        guest.system.optionValue = value
                        let level: UInt64 = number > 15 ? 6 : 0
                        let outcome = guest.call(function, [3, level, number > 15 ? 15 : number, place, size])
                        if !Self.isOrderly(outcome, function) {
                            Issue.record("\(name) of option \(number), \(size) bytes at \(place): \(outcome)")
                        }
                    }
                }
            }
        }
        #expect(guest.memory.guardsAreIntact)
    }

    @Test(
        "what comes behind a scheme is an endpoint or an invalid argument",
        arguments: [
            "", ":", ":99999", "[", "]:1", "[::1", "host", "host:", "host:-1", ":0?", ":0?backlog", ":0?backlog=-1",
            ":0?backlog=99999999999999999999", ":0?nonblock=2", ":0?unknown=1", ":0?&&&", "a\0b:80", "😀:80", "..:80",
            "a+b:80", "://:80",
        ])
    func endpoints(rest: String) {
        let function = Self.functions["sockets.path_open"]!
        for scheme in ["tcp+listen://", "udp6+dial://"] {
            let guest = Self.guest()
            guest.store(scheme + rest, at: 256)
            let outcome = guest.call(
                function, [0xFFFF_FFFF, 0, 256, UInt64((scheme + rest).utf8.count), 0, .max, .max, 0, 1024])
            #expect(Self.isOrderly(outcome, function), "\(scheme)\(rest): \(outcome)")
        }
    }

    @Test("memory full of any bytes, read as vectors, paths and subscriptions", arguments: 0..<8)
    func noise(seed: Int) {
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
        func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
        let guest = Self.guest()
        for round in 0..<50 {
            for place in stride(from: 0, to: 65_536, by: 8) {
                // Small numbers among the others, so that vectors and subscriptions are also valid now and then.
                guest.store(next() & (next() % 2 == 0 ? 0x0000_00FF_0000_FFFF : .max), at: place)
            }
            for function in SocketFunctions.auto.functions {
                let values = function.type.parameters.map { _ in
                    next() % 3 == 0 ? Self.edges[Int(next() % UInt64(Self.edges.count))] : next() % 65_536
                }
                let outcome = guest.call(function, values)
                if !Self.isOrderly(outcome, function) {
                    Issue.record("seed \(seed), round \(round): \(function.name)\(values): \(outcome)")
                }
            }
        }
        #expect(guest.memory.guardsAreIntact)
    }

    @Test("a memory of 4 GiB minus a page has no address that wraps around")
    func highest() throws {
        // Reserved only: what is not touched costs nothing.
        let count = 0xFFFF_0000
        let base = mmap(nil, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)!
        try #require(base != MAP_FAILED)
        defer { munmap(base, count) }
        let source = MappedMemory(base: base, count: count)
        let context = HostContext(system: RecordingSystem(), memory: GuestMemory(source))
        (base + count - 24).storeBytes(of: 0xFFFE_FF00, as: UInt32.self)
        (base + count - 20).storeBytes(of: 256, as: UInt32.self)
        (base + count - 16).storeBytes(of: 0xFFFE_FF01, as: UInt32.self)
        (base + count - 12).storeBytes(of: 255, as: UInt32.self)
        let write = Preview1.functions.first { $0.name == "fd_write" }!
        var slots = [1, 0xFFFE_FFE8, 2, 0xFFFE_FFFC].map { HostValue($0) }
        let goesOn = slots.withUnsafeMutableBufferPointer {
            write.call(HostArguments(slots: $0.baseAddress!), in: context)
        }
        #expect(goesOn)
        #expect(slots[0].bits == 0)
        #expect((base + count - 4).load(as: UInt32.self) == 511)
        slots = [1, 0xFFFE_FFE8, 3, 0xFFFE_FFFD].map { HostValue($0) }
        let goesOnOutside = slots.withUnsafeMutableBufferPointer {
            write.call(HostArguments(slots: $0.baseAddress!), in: context)
        }
        #expect(!goesOnOutside)
    }
}

/// Memory that the operating system gave.
private final class MappedMemory: MemorySource {
    let region: MemoryRegion
    init(base: UnsafeMutableRawPointer, count: Int) { region = MemoryRegion(base: base, count: count) }
}
