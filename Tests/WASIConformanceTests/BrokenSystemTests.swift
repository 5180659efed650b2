import Testing
import WASIConformance
import WASICore

/// A system with a fault, and the cases that must find it.
struct Fault: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let wrap: @Sendable (any SystemInterface) -> any SystemInterface
    /// Exactly these cases fail.
    let found: Set<String>

    init(
        _ description: String, _ wrap: @escaping @Sendable (any SystemInterface) -> any SystemInterface, found: Set<String>
    ) {
        testDescription = description
        self.wrap = wrap
        self.found = found
    }

    static let all = [
        Fault("takes precision as a wait", { PedanticPoll($0) }, found: [
            "the monotonic clock's precision is leave to be late, not a wait of its own",
            "the realtime clock's precision is leave to be late, not a wait of its own",
        ]),
        Fault("waits half as long", { HastyPoll($0) }, found: [
            "a poll waits for a span of time on the monotonic clock, and is never early",
            "a poll waits for a span of time on the realtime clock, and is never early",
        ]),
        Fault("forgets all events but one", { ForgetfulPoll($0) }, found: []),
        Fault("closes what is renumbered to itself", { ClosingRenumber($0) }, found: [
            "a file that is renumbered to its own number stays open"
        ]),
        Fault("does not restrict rights", { GenerousRights($0) }, found: []),
        Fault("is not random", { ConstantRandomness($0) }, found: [
            "32 random bytes are filled to the end, and differ from the next",
            "257 random bytes are filled to the end, and differ from the next",
            "4096 random bytes are filled to the end, and differ from the next",
            "100003 random bytes are filled to the end, and differ from the next",
        ]),
        Fault("accepts datagrams", { MistypedAccept($0) }, found: []),
        Fault("takes what it peeks at", { GreedyPeek($0) }, found: []),
        Fault("cuts messages in silence", { SilentTruncation($0) }, found: []),
        Fault("keeps a socket's error", { LastingError($0) }, found: []),
        Fault("sends from connected datagram sockets to anywhere", { UnfaithfulDatagrams($0) }, found: []),
    ]
}

@Suite("Broken systems fail where they should")
struct BrokenSystemTests {
    @Test("a system that", arguments: Fault.all)
    func fails(_ fault: Fault) {
        let report = ConformanceRunner.run(in: WrappedWorld(wrap: fault.wrap))
        #expect(Set(report.failures.map(\.name)) == fault.found)
    }

    @Test("a system that only forwards passes like the one behind it")
    func forwards() {
        let report = ConformanceRunner.run(in: WrappedWorld { Forwarder($0) })
        #expect(report.failures.isEmpty)
    }
}
