import TestSupport
import Testing
import WASIConformance
import WASICore
import WASIMiddleware

/// A wrapper with settings that change nothing.
struct NeutralWrapper: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let wrap: @Sendable (any SystemInterface) -> any SystemInterface

    init(_ description: String, _ wrap: @escaping @Sendable (any SystemInterface) -> any SystemInterface) {
        testDescription = description
        self.wrap = wrap
    }

    static let all = [
        NeutralWrapper("chaos at a rate of 0") { Chaos(ChaosOptions(rules: [ChaosRule(rate: 0)])).wrapping($0) },
        NeutralWrapper("a policy of paths that refuses nothing") { PolicedPaths($0, policy: PathPolicy()) },
        // A rule for what no case has, so that every path is looked at.
        NeutralWrapper("a policy of paths that looks at every one") {
            var policy = PathPolicy()
            policy.rules = [.deny("/no/such/path")]
            return PolicedPaths($0, policy: policy)
        },
        NeutralWrapper("a policy that allows all of the network") { PolicedNetwork($0, policy: .everything) },
        NeutralWrapper("a quota without limits") { Quota(QuotaLimits()).wrapping($0) },
        NeutralWrapper("a quota with limits that are far") {
            var limits = QuotaLimits()
            (limits.writtenBytes, limits.readBytes, limits.networkBytes) = (1 << 40, 1 << 40, 1 << 40)
            (limits.createdFiles, limits.openDescriptors, limits.calls) = (1 << 40, 1 << 40, 1 << 40)
            return Quota(limits).wrapping($0)
        },
        NeutralWrapper("a clock at a rate of 1") { VirtualClock($0) },
        NeutralWrapper("a clock that goes twice as fast") { VirtualClock($0, pace: .scaled(2)) },
        NeutralWrapper("randomness of a seed") { SeededRandom($0, seed: 7) },
    ]
}

@Suite("Wrappers that change nothing conform like the system behind them")
struct MiddlewareConformanceTests {
    @Test("the kit, through", arguments: NeutralWrapper.all)
    func conforms(_ wrapper: NeutralWrapper) {
        let report = ConformanceRunner.run(in: WrappedWorld(wrap: wrapper.wrap))
        #expect(report.passed.count > 300)
        for failure in report.failures { Issue.record("\(failure.name): \(failure.failure)") }
    }

    // What a socket's timeout ends takes no time by the clocks of its guest.
    @Test("the kit, through what makes runs the same")
    func determinism() {
        let cases = ConformanceSuite.all.filter { !$0.name.hasSuffix("when the timeout is over") }
        #expect(cases.count >= ConformanceSuite.all.count - 9)
        let report = ConformanceRunner.run(cases, in: WrappedWorld { Determinism(seed: 1).wrapping($0) })
        #expect(report.failures.map { "\($0.name): \($0.failure)" }.sorted() == [])
    }
}
