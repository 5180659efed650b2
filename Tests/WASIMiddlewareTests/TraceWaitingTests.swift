import Synchronization
import TestSupport
import Testing
import WASICore
import WASIUnix

@testable import WASIMiddleware

/// Lets time pass while calls are made: asks for what waits to be shown.
private final class Delay: Interceptor {
    let waiting: TraceWaiting
    var asks = 0
    init(_ waiting: TraceWaiting) { self.waiting = waiting }

    func intercept(_ call: SystemCall, _ proceed: () throws(Errno) -> SystemValue) throws(Errno) -> SystemValue {
        for _ in 0..<asks { waiting.show() }
        return try proceed()
    }
}

private final class Pieces: Sendable {
    let all = Mutex<[String]>([])
}

@Suite("Calls that wait in a trace")
struct TraceWaitingTests {
    private let pieces = Pieces()

    /// What is written of a read and a yield, during each of which it is asked as often.
    private func trace(
        _ form: TraceOptions.Format, asks: Int, failing failure: Errno? = nil, _ filter: TraceFilter = TraceFilter()
    ) throws -> [String] {
        let script = Script()
        let waiting = TraceWaiting { [pieces] line in pieces.all.withLock { $0.append(String(repairing: line)) } }
        let delay = Delay(waiting)
        var options = TraceOptions()
        options.format = form
        options.filter = filter
        var now: UInt64 = 1_000
        let tracer = Tracer(
            options, sink: .waiting(waiting), epoch: 0,
            now: {
                now += 1_500
                return now
            })
        let system = tracer.wrapping(try UnixSystem(UnixConfiguration()).intercepted(by: script).intercepted(by: delay))
        script.failure = failure
        delay.asks = asks
        _ = try? withRoom { b throws(Errno) in try system.read(.standardInput, into: &b) }
        try? system.yield()
        return pieces.all.withLock { $0 }
    }

    @Test("text shows the beginning of the line, and the rest when the call returns") func text() throws {
        #expect(
            try trace(.text, asks: 2) == [
                "fd_read(0<stdin>", ", \"hello\\n\", 16) = 6\n", "sched_yield(", ") = 0\n",
            ])
    }

    @Test("JSON shows a line without a result, and the whole line when the call returns") func json() throws {
        let head = #"{"time":1500,"call":"fd_read","family":"descriptors","arguments":{"fd":0,"fd_name":"stdin""#
        let lines = try trace(.json, asks: 2)
        #expect(lines[0] == head + #"},"waiting":true}"# + "\n")
        #expect(lines[1] == head + #","data":"hello\n","len":16},"result":6,"duration":1500}"# + "\n")
        #expect(lines.count == 4)
    }

    @Test("trace events show that it begins, and that it ends instead of the complete event") func chrome() throws {
        let common = #","name":"fd_read","cat":"descriptors","pid":1,"tid":1,"ts":"#
        let arguments = #","args":{"arguments":{"fd":0,"fd_name":"stdin""#
        let yield = #"{"ph":"B","name":"sched_yield","cat":"process","pid":1,"tid":1,"ts":6.000,"args":{"arguments":{}}},"#
        let lines = try trace(.chrome, asks: 2)
        #expect(lines[0] == "[\n{\"ph\":\"B\"\(common)1.500\(arguments)}}},\n")
        #expect(lines[1] == "{\"ph\":\"E\"\(common)4.500\(arguments)" + #","data":"hello\n","len":16},"result":6}},"# + "\n")
        #expect(lines[2] == yield + "\n")
    }

    @Test("what returns before it is asked a second time is one write", arguments: TraceOptions.Format.allCases)
    func quick(form: TraceOptions.Format) throws {
        let lines = try trace(form, asks: 1)
        #expect(lines.count == 2)
        #expect(lines.allSatisfy { $0.hasSuffix("\n") && !$0.contains("waiting") })
    }

    @Test("it is shown once, however long it waits") func once() throws { #expect(try trace(.text, asks: 9).count == 4) }

    @Test("a call that waits and fails") func failing() throws {
        #expect(
            try trace(.text, asks: 2, failing: .canceled).joined() == """
                fd_read(0<stdin>, 16) = ECANCELED (Operation canceled)
                sched_yield() = ECANCELED (Operation canceled)

                """)
    }

    @Test("what the filter leaves out does not show that it waits") func filtered() throws {
        #expect(try trace(.text, asks: 2, try TraceFilter("sched_yield")) == ["sched_yield(", ") = 0\n"])
    }

    @Test("of only failures, none shows that it waits") func onlyFailures() throws {
        var filter = TraceFilter()
        filter.onlyFailures = true
        #expect(try trace(.text, asks: 2, filter) == [])
    }

    @Test("a thread that asks all the time tears no line apart") func threads() throws {
        let waiting = TraceWaiting { [pieces] line in pieces.all.withLock { $0.append(String(repairing: line)) } }
        let tracer = Tracer(TraceOptions(), waiting: waiting)
        let system = tracer.wrapping(try UnixSystem(UnixConfiguration()).intercepted(by: Script()))
        let isOver = Atomic(false)
        let thread = HostThread {
            while !isOver.load(ordering: .relaxed) { waiting.show() }
        }
        for _ in 0..<2_000 {
            _ = try withRoom { b throws(Errno) in try system.read(.standardInput, into: &b) }
            try system.yield()
        }
        isOver.store(true, ordering: .relaxed)
        thread.join()
        let text = pieces.all.withLock { $0.joined() }
        #expect(text.split(separator: "\n").count == 4_000)
        #expect(Set(text.split(separator: "\n")) == ["fd_read(0<stdin>, \"hello\\n\", 16) = 6", "sched_yield() = 0"])
    }
}
