import MetricsTestKit
import TestSupport
import Testing
import WASICore
import WASIMetrics
import WASIUnix

@Suite("Calls as metrics")
struct MetricsTests {
    let backend = TestMetrics()

    @Test("calls, errors, times and bytes are counted by the call's name") func counting() throws {
        let metrics = CallMetrics(dimensions: [("guest", "tool")], factory: backend)
        let system = metrics.wrap(try UnixSystem(UnixConfiguration()))
        for _ in 0..<3 { try system.yield() }
        #expect(failure { () throws(Errno) in try system.sync(Descriptor(rawValue: 9)) } == .badFileDescriptor)
        _ = try writing([[1, 2], [3]]) { buffers throws(Errno) in try system.write(.standardOutput, from: buffers) }

        func dimensions(_ call: String) -> [(String, String)] { [("guest", "tool"), ("call", call)] }
        #expect(try backend.expectCounter("wasi_calls", dimensions("sched_yield")).totalValue == 3)
        #expect(try backend.expectCounter("wasi_calls", dimensions("fd_sync")).totalValue == 1)
        #expect(try backend.expectCounter("wasi_call_errors", dimensions("fd_sync")).totalValue == 1)
        #expect(try backend.expectCounter("wasi_call_errors", dimensions("sched_yield")).totalValue == 0)
        let times = try backend.expectTimer("wasi_call_duration", dimensions("sched_yield")).values
        #expect(times.count == 3)
        #expect(times.allSatisfy { $0 >= 0 })
        #expect(try backend.expectCounter("wasi_sent_bytes", [("guest", "tool")]).totalValue == 3)
        #expect(try backend.expectCounter("wasi_received_bytes", [("guest", "tool")]).totalValue == 0)
    }

    @Test("every call has its metrics from the start, and none is made later") func madeOnce() throws {
        let metrics = CallMetrics(prefix: "guest", factory: backend)
        let names = SystemCallName.allCases.count
        #expect(backend.counters(label: "guest_calls").count == names)
        #expect(backend.timers(label: "guest_call_duration").count == names)
        let before = backend.counters.count
        let first = metrics.wrap(try UnixSystem(UnixConfiguration()))
        let second = metrics.wrap(try UnixSystem(UnixConfiguration()))
        try first.yield()
        try second.yield()
        #expect(backend.counters.count == before)
        #expect(backend.counterTotal(label: "guest_calls") == 2, "the sum of both")
    }

    @Test("a call allocates nothing beyond what the backend does", .enabled(if: countsAllocations))
    func allocationFree() throws {
        let system = CallMetrics(factory: Silence()).wrap(try UnixSystem(UnixConfiguration()))
        func calls() {
            do throws(Errno) {
                try system.yield()
                _ = try system.time(of: .monotonic, precision: .zero)
                try system.sync(Descriptor(rawValue: 9))
            } catch {}
        }
        calls()
        let made = allocations { for _ in 0..<100 { calls() } }
        #expect(made == 0)
    }
}
