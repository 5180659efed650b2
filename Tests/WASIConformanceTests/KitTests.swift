import TestSupport
import Testing
import WASIConformance
import WASICore

@Suite("The kit itself")
struct KitTests {
    @Test("no two cases have the same name, and each is a sentence without a full stop")
    func names() {
        let names = ConformanceSuite.all.map(\.name)
        let twice = Dictionary(grouping: names) { $0 }.filter { $0.value.count > 1 }.keys
        #expect(twice.sorted() == [])
        #expect(names.filter { !$0.contains(" ") || $0.hasSuffix(".") } == [])
    }

    @Test("there are cases of every family")
    func families() {
        for family in CallFamily.allCases { #expect(!ConformanceSuite.cases(of: family).isEmpty, "\(family)") }
    }

    @Test("a system that has more than its world says skips what it would have to lack")
    func richSystem() throws {
        let one = try #require(ConformanceSuite.all.first { $0.name == "a system without the threadCPUTime clock says so" })
        #expect(
            one.run(in: BarrenWorld())
                == .skipped("the system has clocks of processor time, though its world does not say so"))
    }

    @Test("what the real operating system skips is known, with the reasons")
    func skips() {
        let report = ConformanceRunner.run(
            ConformanceSuite.all.filter { !$0.lacks.isEmpty || needsMore($0) }, in: UnixWorld())
        var known: [String: String] = [
            "a system without the processCPUTime clock says so": "the system has clocks of processor time",
            "a system without the threadCPUTime clock says so": "the system has clocks of processor time",
            "a poll waits for the processCPUTime clock": "the system does not have waiting for clocks of processor time",
            "a poll waits for the threadCPUTime clock": "the system does not have waiting for clocks of processor time",
            "IPv6 stream sockets cannot be made where there is no IPv6": "the system has IPv6",
            "IPv6 datagram sockets cannot be made where there is no IPv6": "the system has IPv6",
            "Unix stream sockets cannot be made where there are none": "the system has Unix sockets",
            "Unix datagram sockets cannot be made where there are none": "the system has Unix sockets",
        ]
        // A machine without a feature skips more, and says so.
        for skip in report.skips where skip.reason.hasPrefix("the system does not have") { known[skip.name] = skip.reason }
        #expect(Dictionary(uniqueKeysWithValues: report.skips.map { ($0.name, $0.reason) }) == known)
    }

    private func needsMore(_ one: ConformanceCase) -> Bool { !one.needs.isSubset(of: UnixWorld().features) }

    @Test("a system that lacks something must say so, and skips what needs it")
    func poorWorld() {
        let report = ConformanceRunner.run(in: PoorWorld())
        #expect(report.failures.map(\.name) == [])
        for name in [
            "IPv6 stream sockets cannot be made where there is no IPv6",
            "Unix datagram sockets cannot be made where there are none",
            "a system without the threadCPUTime clock says so",
        ] { #expect(report.passed.contains(name), "\(name)") }
        #expect(report.skips.contains { $0.name == "IPv6 stream sockets cannot be bound twice" })
        #expect(report.entries.count == ConformanceSuite.all.count)
    }

    @Test("a report names what failed, counts what was skipped, and ends with the sums")
    func report() {
        var report = ConformanceReport()
        let failure = ConformanceFailure(
            "binding 4 must fail with EINVAL, and succeeds", file: "Kit/Binding.swift", line: 12)
        report.entries = [
            .init(name: "one", family: .poll, outcome: .passed),
            .init(name: "two", family: .sockets, outcome: .failed(failure)),
            .init(name: "three", family: .sockets, outcome: .skipped("the system does not have IPv6")),
            .init(name: "four", family: .sockets, outcome: .skipped("the system does not have IPv6")),
        ]
        #expect(
            report.description == """
                failed: two
                    Kit/Binding.swift:12: binding 4 must fail with EINVAL, and succeeds
                skipped 2: the system does not have IPv6
                1 passed, 1 failed, 2 skipped
                """)
    }

    @Test("a system that cannot be made fails or skips its case, as the world says")
    func noSystem() throws {
        let one = try #require(ConformanceSuite.all.first { $0.name == "yielding returns" })
        #expect(one.run(in: BarrenWorld(error: ConformanceSkip("not today"))) == .skipped("not today"))
        guard case .failed(let failure) = one.run(in: BarrenWorld(error: Errno.ioError)) else {
            Issue.record("the case must fail")
            return
        }
        #expect(failure.text == "the world could not make the system: EIO (Input/output error)")
    }

    @Test("what a world finds afterwards fails the case")
    func leftovers() throws {
        let one = try #require(ConformanceSuite.all.first { $0.name == "yielding returns" })
        let failure = ConformanceFailure("left open: x")
        #expect(one.run(in: BarrenWorld(finishing: failure)) == .failed(failure))
    }

    @Test("nobody holds the system any longer when the world looks for what is left")
    func released() throws {
        let one = try #require(ConformanceSuite.all.first { $0.name == "yielding returns" })
        #expect(one.run(in: WeakWorld()) == .passed)
    }

    @Test("the page shows the example that is tested here")
    func page() throws {
        let page = try #require(checkout("Sources/WASIConformance/WASIConformance.docc/TestYourOwnSystem.md"))
        let example = try #require(checkout("Tests/WASIConformanceTests/Example.swift"))
        #expect(page.contains("```swift\n\(example)```"))
        #expect(example.split(separator: "\n", omittingEmptySubsequences: false).count <= 40)
    }
}

/// A system without the features that a case can do without.
private final class PoorSystem: Forwarder {
    override func resolution(of clock: Clock) throws(Errno) -> Timestamp {
        try check(clock)
        return try base.resolution(of: clock)
    }

    override func time(of clock: Clock, precision: Timestamp) throws(Errno) -> Timestamp {
        try check(clock)
        return try base.time(of: clock, precision: precision)
    }

    override func openSocket(
        _ family: AddressFamily, _ type: SocketType, _ protocol: SocketProtocol
    ) throws(Errno) -> Descriptor {
        guard family == .ipv4 else { throw .addressFamilyNotSupported }
        return try base.openSocket(family, type, `protocol`)
    }

    private func check(_ clock: Clock) throws(Errno) {
        if clock == .processCPUTime || clock == .threadCPUTime { throw .notSupported }
    }
}

private struct PoorWorld: ConformanceWorld {
    let features: Set<ConformanceFeature> = [.sockets]

    func makeSubject(_ request: SystemRequest) throws -> ConformanceSubject {
        try WrappedWorld { PoorSystem($0) }.makeSubject(request)
    }
}

private struct BarrenWorld: ConformanceWorld {
    var error: (any Error)?
    var finishing: ConformanceFailure?
    let features: Set<ConformanceFeature> = []

    func makeSubject(_ request: SystemRequest) throws -> ConformanceSubject {
        if let error { throw error }
        let subject = try UnixWorld().makeSubject(request)
        let finishing = finishing
        let finish = {
            try subject.finish()
            if let finishing { throw finishing }
        }
        return ConformanceSubject(subject.system, finish: finish)
    }
}

private struct WeakWorld: ConformanceWorld {
    let features: Set<ConformanceFeature> = []

    func makeSubject(_ request: SystemRequest) throws -> ConformanceSubject {
        let subject = try UnixWorld().makeSubject(request)
        weak let system = subject.system
        let inner = subject.finish
        let finish = {
            try inner()
            if system != nil { throw ConformanceFailure("the system is still held") }
        }
        return ConformanceSubject(subject.system, finish: finish)
    }
}
