import InMemoryTracing
import TestSupport
import Testing
import Tracing
import WASICore
import WASIRun
import WASITracing
import WASIUnix

@Suite("Calls and runs as spans")
struct TracingTests {
    let tracer = InMemoryTracer()

    @Test("a call is a span with its times and attributes") func call() throws {
        let system = CallSpans(tracer).wrap(try UnixSystem(UnixConfiguration()))
        _ = try writing([[1, 2]]) { buffers throws(Errno) in try system.write(.standardOutput, from: buffers) }
        let span = try #require(tracer.finishedSpans.first)
        #expect(tracer.activeSpans.isEmpty)
        #expect(span.operationName == "fd_write")
        #expect(span.attributes.get("wasi.family") == .string("descriptors"))
        #expect(span.attributes.get("wasi.fd") == .int64(1))
        #expect(span.attributes.get("wasi.sent_bytes") == .int64(2))
        #expect(span.attributes.get("wasi.errno") == nil)
        #expect(span.status == nil)
        #expect(span.startInstant.nanosecondsSinceEpoch > 1_700_000_000_000_000_000)
        #expect(span.endInstant.nanosecondsSinceEpoch > span.startInstant.nanosecondsSinceEpoch)
    }

    @Test("a call that fails has the status of an error") func failing() throws {
        let system = CallSpans(tracer).wrap(try UnixSystem(UnixConfiguration()))
        #expect(failure { () throws(Errno) in try system.sync(Descriptor(rawValue: 9)) } == .badFileDescriptor)
        let span = try #require(tracer.finishedSpans.first)
        #expect(span.status == SpanStatus(code: .error, message: "Bad file descriptor"))
        #expect(span.attributes.get("wasi.errno") == .string("EBADF"))
    }

    @Test("of those that wait only, what returns at once has none") func waiting() throws {
        let system = CallSpans(tracer, of: .longerThan(.milliseconds(200))).wrap(try UnixSystem(UnixConfiguration()))
        _ = try system.time(of: .monotonic, precision: .zero)
        let wait = Subscription(
            userData: 1, kind: .clock(.monotonic, timeout: .nanoseconds(210_000_000), precision: .zero, isAbsolute: false))
        let room = UnsafeMutableBufferPointer<Event>.allocate(capacity: 1)
        defer { room.deallocate() }
        var events = OutputSpan(buffer: room, initializedCount: 0)
        try system.poll([wait].span, into: &events)
        #expect(tracer.finishedSpans.map(\.operationName) == ["poll_oneoff"])
    }

    @Test("a call's span is a child of the context it is given") func parents() throws {
        let outer = tracer.startSpan("outer")
        let system = CallSpans(tracer, parent: outer.context).wrap(try UnixSystem(UnixConfiguration()))
        try system.yield()
        #expect(tracer.finishedSpans.map(\.parentSpanID) == [outer.spanID])
        outer.end()
    }

    @Test("a run is a span, of which those of its calls are children") func run() throws {
        let command = WASICommand(module: .file("tool.wasm"))
        let result = try command.runWithSpan(tracer: tracer, calls: .all) { command throws(RunError) in
            #expect(command.wrappers.count == 1)
            if let unix = try? UnixSystem(UnixConfiguration()) { try? command.wrappers[0](unix).yield() }
            return RunResult(status: .exited(ExitCode(rawValue: 3)))
        }
        #expect(result.status == .exited(ExitCode(rawValue: 3)))
        let spans = tracer.finishedSpans
        #expect(spans.map(\.operationName) == ["sched_yield", "wasi.run"])
        #expect(spans[0].parentSpanID == spans[1].spanID)
        #expect(spans[1].attributes.get("wasi.program") == .string("tool.wasm"))
        #expect(spans[1].attributes.get("wasi.exit_code") == .int64(3))
        #expect(spans[1].status == SpanStatus(code: .error, message: "exited(3)"))
    }

    @Test("a run that does not come about is an error in its span") func noRun() throws {
        let command = WASICommand(module: .file("/nonexistent/tool.wasm"))
        #expect(throws: RunError.self) { try command.runWithSpan(tracer: tracer) }
        let span = try #require(tracer.finishedSpans.first)
        #expect(span.errors.count == 1)
        #expect(span.status?.code == .error)
        #expect(span.attributes.get("wasi.exit_code") == nil)
    }
}
