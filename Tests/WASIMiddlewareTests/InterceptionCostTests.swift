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

@Suite("What interception costs")
struct InterceptionCostTests {
    @Test("an intercepted call does not allocate", .enabled(if: countsAllocations))
    func allocationFree() throws {
        let counter = Counter()
        let system: any SystemInterface = try UnixSystem(UnixConfiguration()).intercepted(by: counter)
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 16, alignment: 8)
        let segments = UnsafeMutablePointer<BufferSegment>.allocate(capacity: 1)
        segments.initialize(to: BufferSegment(base: bytes.baseAddress, count: bytes.count))
        defer {
            bytes.deallocate()
            segments.deallocate()
        }
        func calls() throws(Errno) {
            _ = try system.time(of: .monotonic, precision: .zero)
            _ = try system.status(of: .standardInput)
            let list = UnsafeBufferPointer(start: UnsafePointer(segments), count: 1)
            _ = try system.write(.standardOutput, from: GatherBuffers(segments: list, byteCount: 16))
            var space = ScatterBuffers(segments: list, byteCount: 16)
            _ = try system.read(.standardInput, into: &space)
            var span = bytes.mutableBytes
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
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 16, alignment: 8)
        bytes.initializeMemory(as: UInt8.self, repeating: 0x1b)
        let segments = UnsafeMutablePointer<BufferSegment>.allocate(capacity: 1)
        segments.initialize(to: BufferSegment(base: bytes.baseAddress, count: bytes.count))
        defer {
            bytes.deallocate()
            segments.deallocate()
        }
        func calls() throws(Errno) {
            _ = try system.time(of: .monotonic, precision: .zero)
            _ = try system.status(of: .standardInput)
            let list = UnsafeBufferPointer(start: UnsafePointer(segments), count: 1)
            _ = try system.write(.standardOutput, from: GatherBuffers(segments: list, byteCount: 16))
            var space = ScatterBuffers(segments: list, byteCount: 16)
            _ = try system.read(.standardInput, into: &space)
            do throws(Errno) { try system.sync(Descriptor(rawValue: 99)) } catch {}
        }
        try calls()
        let made = try allocations { for _ in 0..<100 { try calls() } }
        #expect(made == 0)
        #expect(count > 10_000)
    }
}
