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
