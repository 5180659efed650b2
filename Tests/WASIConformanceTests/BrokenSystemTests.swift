import Testing
import WASIConformance
import WASICore

/// A system with a fault, and the cases that must find it.
struct Fault: Sendable, CustomTestStringConvertible {
    /// What the system does wrong.
    let testDescription: String
    /// The cases that are run.
    let families: [CallFamily]
    let wrap: @Sendable (any SystemInterface) -> any SystemInterface
    /// Of these cases, exactly these fail.
    let found: [String]

    init(
        _ description: String, _ families: CallFamily...,
        wrap: @escaping @Sendable (any SystemInterface) -> any SystemInterface, found: [String]
    ) {
        testDescription = description
        self.families = families
        self.wrap = wrap
        self.found = found
    }

}

extension Fault {
    static let all = [
        Fault(
            "takes a clock's precision as a wait of its own", .poll, wrap: { PedanticPoll($0) },
            found: ["monotonic", "realtime"].map { "the \($0) clock's precision is leave to be late, not a wait of its own" }
        ),
        Fault(
            "waits half as long", .poll, wrap: { HastyPoll($0) },
            found: ["monotonic", "realtime"].flatMap {
                [
                    "a poll waits for a span of time on the \($0) clock, and is never early",
                    "the \($0) clock's precision is leave to be late, not a wait of its own",
                ]
            }),
        Fault(
            "forgets all events but one", .poll, wrap: { ForgetfulPoll($0) },
            found: [
                "a descriptor that is asked for twice is reported twice",
                "a descriptor that is not open is an event of its own, and makes no clock due",
                "a descriptor without the right to be polled is an event of its own",
                "a point in time of the monotonic clock that has passed is due at once",
                "a point in time of the realtime clock that has passed is due at once",
                "a poll reports every clock that is due, and no other",
                "a regular file is always ready, and a poll says what is left",
                "a subscription that is wrong in itself is due with its error",
                "clocks that become due while a poll waits are reported together",
                "thousands of subscriptions are reported in their order",
            ]),
        Fault(
            "closes what is renumbered to its own number", .descriptors, wrap: { ClosingRenumber($0) },
            found: ["a file that is renumbered to its own number stays open"]),
        Fault(
            "does not take rights away", .descriptors, .directories, wrap: { GenerousRights($0) },
            found: [
                "advising needs the right advise", "allocating needs the right allocate",
                "asking for attributes needs the right attributes",
                "only directories are listed, and only with the right to", "reading at an offset needs the right read",
                "reading at an offset, which is seeking too, needs the right seek", "reading needs the right read",
                "resizing needs the right setSize", "rights can be given up, and never come back",
                "seeking needs the right seek", "setting flags needs the right setFlags",
                "setting times needs the right setTimes", "syncing data needs the right syncData",
                "syncing needs the right sync", "the right to tell is enough to seek without moving",
                "what is opened has no more rights than the directory hands down",
                "without the rights to tell and to seek there is no position", "writing at an offset needs the right write",
                "writing at an offset, which is seeking too, needs the right seek", "writing needs the right write",
            ]),
        Fault(
            "visits every entry twice", .directories, wrap: { StutteringListing($0) },
            found: [
                "a listing has every name once, and the dots", "a listing goes on behind any entry that was seen",
                "a listing from the start shows what has changed",
                "a large directory is listed whole, some entries at a time",
                "a directory that is emptied while it is listed does not hurt",
            ]),
        Fault(
            "makes links to absolute paths", .paths, wrap: { AbsoluteLinks($0) },
            found: ["a symbolic link may lead to what is not there, but not to an absolute path"]),
        Fault(
            "is not random", .random, wrap: { ConstantRandomness($0) },
            found: [32, 257, 4_096, 100_003].map { "\($0) random bytes are filled to the end, and differ from the next" }),
        Fault(
            "calls datagram sockets what it accepts", .sockets, wrap: { MistypedAccept($0) },
            found: ["IPv4 stream sockets accept a connection that waits"]),
        Fault(
            "takes what it only peeks at", .sockets, wrap: { GreedyPeek($0) },
            found: ["IPv4 datagram sockets keep what is only peeked at", "IPv4 stream sockets keep what is only peeked at"]),
        Fault(
            "cuts messages in silence", .sockets, wrap: { SilentTruncation($0) },
            found: ["IPv4 datagram sockets cut a message that does not fit, say so, and lose the rest"]),
        Fault(
            "keeps a socket's error", .sockets, wrap: { LastingError($0) },
            found: ["IPv4 stream sockets tell once why they could not connect"]),
        Fault(
            "sends from connected sockets to anywhere", .sockets, wrap: { UnfaithfulDatagrams($0) },
            found: [
                "IPv4 datagram sockets that are connected send to no other address",
                "IPv4 stream sockets send to no address once they are connected",
            ]),
    ]
}

@Suite("Broken systems fail where they should, and nowhere else")
struct BrokenSystemTests {
    @Test("a system that", arguments: Fault.all)
    func fails(_ fault: Fault) {
        // Of sockets, IPv4 is enough to see it, and every machine has that.
        let cases = ConformanceSuite.all.filter {
            fault.families.contains($0.family) && !$0.name.hasPrefix("IPv6") && !$0.name.hasPrefix("Unix")
        }
        let report = ConformanceRunner.run(cases, in: WrappedWorld(wrap: fault.wrap))
        #expect(report.failures.map(\.name).sorted() == fault.found.sorted())
    }

    @Test("a system that waits for ever fails its cases, if the world interrupts it, and the others go on")
    func waitsForEver() {
        let names = [
            "IPv4 datagram sockets give up receiving when the timeout is over",
            "IPv4 stream sockets give up sending when the timeout is over",
            "yielding returns",
        ]
        let world = WrappedWorld(world: UnixWorld(looksForLeaks: false, patience: 100)) { ForgottenTimeouts($0) }
        let report = ConformanceRunner.run(ConformanceSuite.all.filter { names.contains($0.name) }, in: world)
        #expect(report.failures.map(\.name).sorted() == Array(names[..<2]))
        #expect(report.failures.allSatisfy { $0.failure.text.contains("ECANCELED") })
        #expect(report.passed == ["yielding returns"])
    }

    @Test("a world that grants all of the network fails every case in which something is refused")
    func openNetwork() {
        let cases = ConformanceSuite.cases(of: .sockets).filter {
            // Names would be asked for.
            $0.needs.contains(.networkPolicy) && !$0.needs.contains(.lookUp)
        }
        let report = ConformanceRunner.run(cases, in: GenerousWorld())
        #expect(cases.count >= 20)
        #expect(report.passed == [])
    }

    @Test("a system that only passes calls on conforms like the one behind it")
    func forwards() {
        let report = ConformanceRunner.run(in: WrappedWorld { Forwarder($0) })
        #expect(report.failures.map(\.name) == [])
    }
}

/// Allows everything, whatever is asked for.
private struct GenerousWorld: ConformanceWorld {
    let features = UnixWorld().features

    func makeSubject(_ request: SystemRequest) throws -> ConformanceSubject {
        var request = request
        request.network = .everything
        return try UnixWorld().makeSubject(request)
    }
}
