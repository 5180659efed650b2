#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import TestSupport
import Testing
import WASICore

@testable import WASIUnix

@Suite("Signals and randomness")
struct ProcessTests {
    @Test("a signal does what it does by default")
    func signals() throws {
        let system = try makeSystem()
        let ignored: Set<Signal> = [
            .none, .child, .continue, .urgent, .windowChange, .stop, .terminalStop, .terminalInput, .terminalOutput,
        ]
        for signal in Signal.allCases {
            let expected: SignalAction =
                ignored.contains(signal) ? .ignore : .exit(ExitCode(rawValue: 128 + UInt32(signal.rawValue)))
            #expect(try system.raise(signal) == expected)
        }
        #expect(try system.raise(.abort) == .exit(ExitCode(rawValue: 134)))
        try system.yield()
    }

    @Test(
        "buffers of every size are filled, and no bytes come twice", arguments: [0, 1, 16, 63, 64, 65, 512, 4096, 300_000])
    func random(size: Int) throws {
        let system = try makeSystem()
        var seen: Set<[UInt8]> = []
        for _ in 0..<50 {
            var bytes = [UInt8](repeating: 0, count: size)
            var span = bytes.mutableSpan
            var view = span.mutableBytes
            try system.randomBytes(into: &view)
            seen.insert(bytes)
            if size >= 64 { #expect(Set(bytes).count > 20) }
        }
        #expect(seen.count == (size == 0 ? 1 : size == 1 ? seen.count : 50))
    }

    #if os(Linux)
        @Test("parent and child do not hand out the same bytes after a fork")
        func fork() throws {
            // Swift hides fork: what a child may do is very little. This one fills 32 bytes and passes them on.
            typealias Fork = @convention(c) () -> Int32
            let fork = unsafeBitCast(try #require(dlsym(nil, "fork")), to: Fork.self)
            let pipe = HostPair.pipe()
            let pool = RandomPool()
            let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 32, alignment: 8)
            defer { bytes.deallocate() }
            // Now the pool holds bytes that both would hand out.
            try pool.fill(bytes)
            let writer = pipe.writer
            let child = fork()
            if child == 0 {
                let isFilled = (try? pool.fill(bytes)) != nil
                if isFilled { write(writer, bytes.baseAddress, 32) }
                _exit(0)
            }
            try #require(child > 0)
            try pool.fill(bytes)
            let received = pipe.receive(32)
            var status: Int32 = 0
            waitpid(child, &status, 0)
            #expect(received.count == 32)
            #expect(received != Array(bytes))
            #expect(Set(received).count > 10)
        }
    #endif

    @Test("two systems do not hand out the same bytes")
    func independent() throws {
        var results: [[UInt8]] = []
        for system in [try makeSystem(), try makeSystem()] {
            var bytes = [UInt8](repeating: 0, count: 32)
            var span = bytes.mutableSpan
            var view = span.mutableBytes
            try system.randomBytes(into: &view)
            results.append(bytes)
        }
        #expect(results[0] != results[1])
    }
}
