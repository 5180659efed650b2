import TestSupport
import Testing
import WASICore
import WASIMiddleware
import WASIUnix

@Suite("What wrappers cost")
struct WrapperCostTests {
    /// A wrapper that lets everything pass, and is not idle.
    struct Wrapper: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let wrap: @Sendable (any SystemInterface) -> any SystemInterface
    }

    static let wrappers = [
        // So unlikely that it does not happen.
        Wrapper(testDescription: "chaos") { Chaos(ChaosOptions(rules: [ChaosRule(rate: 1e-15)])).wrapping($0) },
        Wrapper(testDescription: "a policy of the network") { system in
            var policy = NetworkPolicy()
            policy.connect = [NetworkRule(.anyAddress)]
            return PolicedNetwork(system, policy: policy)
        },
        Wrapper(testDescription: "a policy of paths") { system in
            var policy = PathPolicy()
            policy.rules = [.deny("/secret")]
            return PolicedPaths(system, policy: policy)
        },
        Wrapper(testDescription: "a quota") { system in
            var limits = QuotaLimits()
            (limits.writtenBytes, limits.readBytes, limits.calls) = (1 << 40, 1 << 40, 1 << 40)
            return Quota(limits).wrapping(system)
        },
        Wrapper(testDescription: "a clock at another rate") { VirtualClock($0, pace: .scaled(3)) },
        Wrapper(testDescription: "a stepping clock") { VirtualClock($0, pace: .stepping(.nanoseconds(1))) },
        Wrapper(testDescription: "randomness of a seed") { SeededRandom($0, seed: 1) },
        Wrapper(testDescription: "what makes runs the same") { Determinism().wrapping($0) },
    ]

    @Test(
        "a call that succeeds allocates nothing that it would not without", .enabled(if: countsAllocations),
        arguments: wrappers)
    func allocationFree(_ wrapper: Wrapper) throws {
        // In a debug build, the real system's poll allocates.
        #expect(try allocationsOfCalls { wrapper.wrap($0) } == allocationsOfCalls { $0 })
    }

    private func allocationsOfCalls(_ wrap: (any SystemInterface) -> any SystemInterface) throws -> Int {
        let tree = TemporaryTree()
        let system = wrap(try unixSystem(tree, network: .everything))
        let file = try system.create("file")
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 16, alignment: 8)
        let segments = UnsafeMutablePointer<BufferSegment>.allocate(capacity: 1)
        segments.initialize(to: BufferSegment(base: bytes.baseAddress, count: bytes.count))
        let storage = UnsafeMutableBufferPointer<Event>.allocate(capacity: 1)
        let subscriptions = [
            Subscription(userData: 1, kind: .clock(.monotonic, timeout: .zero, precision: .zero, isAbsolute: false))
        ]
        defer {
            bytes.deallocate()
            segments.deallocate()
            storage.deallocate()
        }
        func calls() throws(Errno) {
            _ = try system.time(of: .monotonic, precision: .zero)
            _ = try system.status(of: file)
            _ = try system.attributes(of: file)
            let list = UnsafeBufferPointer(start: UnsafePointer(segments), count: 1)
            _ = try system.write(file, from: GatherBuffers(segments: list, byteCount: 16))
            var space = ScatterBuffers(segments: list, byteCount: 16)
            _ = try system.read(file, into: &space, at: 0)
            var span = bytes.mutableBytes
            try system.randomBytes(into: &span)
            try system.yield()
            var events = OutputSpan(buffer: storage, initializedCount: 0)
            try system.poll(subscriptions.span, into: &events)
            _ = events.finalize(for: storage)
        }
        for _ in 0..<3 { try calls() }
        return try allocations { for _ in 0..<100 { try calls() } }
    }
}
