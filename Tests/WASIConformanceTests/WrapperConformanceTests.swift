import Synchronization
import TestSupport
import Testing
import WASIConformance
import WASICore

/// Changes nothing.
private final class Passer: ForwardingSystem {
    let base: any SystemInterface
    init(_ base: any SystemInterface) { self.base = base }
}

/// Notes which calls there were.
private final class Noter: Interceptor {
    static let seen = Mutex<Set<SystemCallName>>([])

    func intercept(_ call: SystemCall, _ proceed: () throws(Errno) -> SystemValue) throws(Errno) -> SystemValue {
        let name = call.name
        _ = Noter.seen.withLock { $0.insert(name) }
        return try proceed()
    }
}

@Suite("What stands in front of a system conforms like the system")
struct WrapperConformanceTests {
    @Test("a case of the kit, through a forwarding system", arguments: ConformanceSuite.all)
    func forwarded(_ one: ConformanceCase) throws { try check(one) { Passer($0) } }

    @Test("a case of the kit, through an interceptor", arguments: ConformanceSuite.all)
    func intercepted(_ one: ConformanceCase) throws { try check(one) { $0.intercepted(by: Noter()) } }

    @Test("a case of the kit, through a recorder", arguments: ConformanceSuite.all)
    func recorded(_ one: ConformanceCase) throws {
        let tape = Tape()
        try check(one) { tape.wrap($0) }
    }

    @Test("a case of the kit, replayed without a system", arguments: ConformanceSuite.all)
    func replayed(_ one: ConformanceCase) throws {
        let tape = Tape()
        let outcome = one.run(in: WrappedWorld { tape.wrap($0) })
        if case .skipped(let reason) = outcome { try Test.cancel("\(reason)") }
        tape.finish()
        #expect(one.run(in: ReplayedWorld(tape: tape)) == outcome)
    }

    @Test("the kit makes every call there is, and the interceptor sees it")
    func everyCall() {
        for one in ConformanceSuite.all { _ = one.run(in: WrappedWorld { $0.intercepted(by: Noter()) }) }
        let missing = Set(SystemCallName.allCases).subtracting(Noter.seen.withLock { $0 })
        #expect(missing.map(\.description).sorted() == [])
    }

    private func check(_ one: ConformanceCase, _ wrap: @escaping (any SystemInterface) -> any SystemInterface) throws {
        switch one.run(in: WrappedWorld(wrap: wrap)) {
        case .passed: break
        case .failed(let failure): Issue.record(failure)
        case .skipped(let reason): try Test.cancel("\(reason)")
        }
    }
}
