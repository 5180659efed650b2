import Testing
import WASIConformance
import WASICore
import WASIMemory

/// Changes nothing.
private final class Passer: ForwardingSystem {
    let base: any SystemInterface
    init(_ base: any SystemInterface) { self.base = base }
}

private final class Onlooker: Interceptor {
    func intercept(_ call: SystemCall, _ proceed: () throws(Errno) -> SystemValue) throws(Errno) -> SystemValue {
        try proceed()
    }
}

@Suite("The system in memory conforms")
struct MemoryConformanceTests {
    @Test("a case of the kit", arguments: ConformanceSuite.all)
    func conforms(_ one: ConformanceCase) throws { try check(one, in: MemoryWorld()) }

    @Test("what is skipped are the cases for systems that lack something, and waiting for processor time")
    func skips() {
        let report = ConformanceRunner.run(
            ConformanceSuite.all.filter { !$0.lacks.isEmpty || $0.needs.contains(.processorClockWaits) },
            in: MemoryWorld())
        #expect(report.failures.map(\.name) == [])
        #expect(
            report.skips.map(\.reason).sorted() == [
                "the system does not have waiting for clocks of processor time",
                "the system does not have waiting for clocks of processor time", "the system has IPv6",
                "the system has IPv6", "the system has Unix sockets", "the system has Unix sockets",
                "the system has clocks of processor time", "the system has clocks of processor time",
            ])
    }

    @Test("a case of the kit, in virtual time", arguments: ConformanceSuite.all)
    func virtualTime(_ one: ConformanceCase) throws { try check(one, in: MemoryWorld(clock: { .virtual() })) }

    @Test("a case of the kit, through a forwarding system", arguments: ConformanceSuite.all)
    func forwarded(_ one: ConformanceCase) throws { try check(one, in: MemoryWorld(wrap: { Passer($0) })) }

    @Test("a case of the kit, through an interceptor", arguments: ConformanceSuite.all)
    func intercepted(_ one: ConformanceCase) throws {
        try check(one, in: MemoryWorld(wrap: { $0.intercepted(by: Onlooker()) }))
    }
}

/// Runs a case in a world, for Swift Testing.
func check(_ one: ConformanceCase, in world: some ConformanceWorld) throws {
    switch one.run(in: world) {
    case .passed: break
    case .failed(let failure): Issue.record(failure)
    case .skipped(let reason): try Test.cancel("\(reason)")
    }
}
