import HostClocks
import TestSupport
import Testing
import WASICore
import WASIUnix

@testable import WASIMiddleware

private final class Counter: Interceptor {
    var calls = 0
    var nanoseconds: UInt64 = 0

    func intercept(_ call: SystemCall, _ proceed: () throws(Errno) -> SystemValue) throws(Errno) -> SystemValue {
        let start = HostClock.monotonic
        defer {
            calls += 1
            nanoseconds += HostClock.monotonic - start
        }
        return try proceed()
    }
}

/// Four calls of different families, with memory that is asked for before.
private final class Caller {
    private let system: any SystemInterface
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 16, alignment: 8)
    private let segments = UnsafeMutablePointer<BufferSegment>.allocate(capacity: 1)

    init(_ system: any SystemInterface) {
        self.system = system
        bytes.initializeMemory(as: UInt8.self, repeating: 0x1b)
        segments.initialize(to: BufferSegment(base: bytes.baseAddress, count: bytes.count))
    }

    deinit {
        bytes.deallocate()
        segments.deallocate()
    }

    func call() throws(Errno) {
        _ = try system.time(of: .monotonic, precision: .zero)
        _ = try system.status(of: .standardInput)
        let list = UnsafeBufferPointer(start: UnsafePointer(segments), count: 1)
        _ = try system.write(.standardOutput, from: GatherBuffers(segments: list, byteCount: 16))
        var space = ScatterBuffers(segments: list, byteCount: 16)
        _ = try system.read(.standardInput, into: &space)
    }
}

@Suite("What interception costs")
struct InterceptionCostTests {
    @Test("an intercepted call does not allocate", .enabled(if: countsAllocations))
    func allocationFree() throws {
        let counter = Counter()
        let system: any SystemInterface = try UnixSystem(UnixConfiguration()).intercepted(by: counter)
        let caller = Caller(system)
        func calls() throws(Errno) {
            try caller.call()
            var span = caller.bytes.mutableBytes
            try system.randomBytes(into: &span)
            try system.yield()
        }
        try calls()
        let count = try allocations { for _ in 0..<100 { try calls() } }
        #expect(count == 0)
        #expect(counter.calls == 606)
    }

    @Test("a traced call does not allocate", .enabled(if: countsAllocations), arguments: TraceOptions.Format.allCases)
    func traced(form: TraceOptions.Format) throws {
        var options = TraceOptions()
        options.format = form
        var count = 0
        let tracer = Tracer(options) { count += $0.byteCount }
        let system = tracer.wrapping(try UnixSystem(UnixConfiguration()))
        let caller = Caller(system)
        func calls() throws(Errno) {
            try caller.call()
            do throws(Errno) { try system.sync(Descriptor(rawValue: 99)) } catch {}
        }
        try calls()
        let made = try allocations { for _ in 0..<100 { try calls() } }
        #expect(made == 0)
        #expect(count > 10_000)
    }
}
