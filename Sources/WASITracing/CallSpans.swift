import HostClocks
public import Tracing
public import WASICore
import WASIMiddleware

/// Makes spans of a guest's calls with swift-distributed-tracing.
///
/// ```swift
/// let spans = CallSpans(InstrumentationSystem.tracer, of: .longerThan(.milliseconds(1)))
/// command.wrappers.append { system in spans.wrap(system) }
/// ```
///
/// A span has the specification's name of its call, the beginning and end of it, the status `error` with the error's meaning if
/// it failed, and the attributes `wasi.family` and, where they apply, `wasi.fd`, `wasi.errno` (its name), `wasi.received_bytes`
/// and `wasi.sent_bytes`. What is neither wanted nor long enough costs two readings of the clock.
///
/// `WASICommand.runWithSpan` makes one of a whole run, of which those of the calls are children.
public struct CallSpans: Sendable {
    /// Which calls get a span.
    public enum Choice: Hashable, Sendable {
        /// Every one.
        case all
        /// Those that took at least as long: the ones that wait.
        case longerThan(Duration)
    }

    /// Which calls get a span.
    public let choice: Choice
    /// What the spans are children of; `nil` for the context of the task at the time of the call.
    public let parent: InstrumentationContext?
    private let tracer: any Tracing.Tracer

    /// Makes spans with a tracer.
    public init(_ tracer: any Tracing.Tracer, of choice: Choice = .all, parent: InstrumentationContext? = nil) {
        self.tracer = tracer
        self.choice = choice
        self.parent = parent
    }

    /// Stands in front of a system.
    public func wrap(_ system: any SystemInterface) -> any SystemInterface {
        system.intercepted(by: CallSpanInterceptor(self))
    }

    /// Makes the span of a call that has returned.
    ///
    /// It is made afterwards, with the times of the call: only then is known whether it is wanted. A guest's calls make no spans
    /// of their own that would have to be its children.
    func record(_ call: SystemCall, _ value: SystemValue?, _ error: Errno?, _ start: UInt64, _ duration: UInt64) {
        if case .longerThan(let least) = choice, Duration.nanoseconds(Int64(clamping: duration)) < least { return }
        let span = tracer.startSpan(
            call.name.description, context: parent ?? .current ?? .topLevel, ofKind: .internal,
            at: DefaultTracerClock.Timestamp(nanosecondsSinceEpoch: start))
        span.updateAttributes { attributes in
            attributes["wasi.family"] = call.name.family.rawValue
            if let fd = call.descriptor { attributes["wasi.fd"] = Int64(fd.rawValue) }
            if let error { attributes["wasi.errno"] = error.name }
            if let value {
                let (received, sent) = call.transferred(value)
                if received > 0 { attributes["wasi.received_bytes"] = Int64(received) }
                if sent > 0 { attributes["wasi.sent_bytes"] = Int64(sent) }
            }
        }
        if let error { span.setStatus(SpanStatus(code: .error, message: error.message)) }
        span.end(at: DefaultTracerClock.Timestamp(nanosecondsSinceEpoch: start &+ duration))
    }
}

/// Stands in front of one system.
private final class CallSpanInterceptor: Interceptor {
    private let spans: CallSpans
    /// What to add to the monotonic clock for the time since 1970: durations must not depend on a clock that is set.
    private let epoch = HostClock.realtime &- HostClock.monotonic

    init(_ spans: CallSpans) { self.spans = spans }

    func intercept(_ call: SystemCall, _ proceed: () throws(Errno) -> SystemValue) throws(Errno) -> SystemValue {
        let start = HostClock.monotonic
        do throws(Errno) {
            let value = try proceed()
            spans.record(call, value, nil, epoch &+ start, HostClock.monotonic &- start)
            return value
        } catch {
            spans.record(call, nil, error, epoch &+ start, HostClock.monotonic &- start)
            throw error
        }
    }
}
