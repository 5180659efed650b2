import Synchronization
import TestSupport
import Testing
import WASIConformance
import WASICore
import WASIMiddleware

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite("Chaos does not hurt the host")
struct ChaosConformanceTests {
    /// How many seeds are tried: `CHAOS_SEEDS`, with which `make chaos` runs the whole kit, or a few and without sockets.
    private static let wanted = getenv("CHAOS_SEEDS").flatMap { UInt64(String(cString: $0)) }

    /// What cases under chaos have come to.
    private struct Tally {
        var faults: UInt64 = 0
        var passed = 0
        var failed = 0
        var next: UInt64 = 0
    }

    // Cases fail under faults. None may end the process, none may go on for ever: their systems are interrupted, and from then on
    // nothing waits.
    @Test("the kit, under the faults of many seeds, comes to its end", .timeLimit(.minutes(60)))
    func comesToItsEnd() {
        let seeds = Self.wanted ?? 50
        let families: [CallFamily] = [.descriptors, .paths, .directories, .program, .random]
        let cases = ConformanceSuite.all.filter { Self.wanted != nil || families.contains($0.family) }
        let tally = Mutex(Tally())
        let work = { @Sendable in
            while true {
                let seed = tally.withLock { tally in
                    defer { tally.next += 1 }
                    return tally.next
                }
                guard seed < seeds else { return }
                let faults = Mutex(UInt64(0))
                var rule = ChaosRule(rate: 0.05)
                rule.latency = .zero ... .nanoseconds(100_000)
                // The standard streams, which chaos leaves alone otherwise.
                let streams = ChaosRule(
                    rate: 0.05, faults: [.errno, .short], descriptors: [.standardInput, .standardOutput])
                let poll = ChaosRule(rate: 0.02, faults: .interrupt, calls: [.pollOneoff, .randomGet])
                let options = ChaosOptions(seed: seed, rules: [rule, streams, poll])
                let world = WrappedWorld(world: UnixWorld(looksForLeaks: false, patience: 500)) { system in
                    Chaos(options) { _ in faults.withLock { $0 += 1 } }.wrapping(system)
                }
                let report = ConformanceRunner.run(cases, in: world)
                tally.withLock { tally in
                    tally.faults += faults.withLock { $0 }
                    tally.passed += report.passed.count
                    tally.failed += report.failures.count
                }
            }
        }
        // Most of a case's time is spent waiting.
        let threads = (0..<(Self.wanted == nil ? 4 : 16)).map { _ in HostThread(work) }
        for thread in threads { thread.join() }
        let result = tally.withLock { $0 }
        print(
            "\(seeds) seeds, \(cases.count) cases each: \(result.faults) faults, \(result.passed) passed,",
            "\(result.failed) failed")
        // Neither did nothing happen, nor was nothing left.
        #expect(result.faults > seeds)
        #expect(result.failed > 0)
        #expect(result.passed > 0)
    }

    @Test("the same seed fails the same cases in the same way")
    func sameSeed() {
        let cases = ConformanceSuite.cases(of: .descriptors, .paths, .directories)
        func failures() -> [String] {
            let options = ChaosOptions(seed: 5, rules: [ChaosRule(rate: 0.1, faults: [.errno, .short])])
            let world = WrappedWorld(world: UnixWorld(looksForLeaks: false, patience: 2_000)) { Chaos(options).wrapping($0) }
            return ConformanceRunner.run(cases, in: world).failures.map { "\($0.name): \($0.failure)" }
        }
        let first = failures()
        #expect(first.count > 3)
        #expect(failures() == first)
    }
}
