public import CoreMetrics
import HostClocks
public import WASICore
import WASIMiddleware

/// Counts a guest's calls with swift-metrics.
///
/// ```swift
/// let metrics = CallMetrics()
/// command.wrappers.append { system in metrics.wrap(system) }
/// ```
///
/// | metric | kind | dimensions |
/// |---|---|---|
/// | `wasi_calls` | counter | `call`: the specification's name |
/// | `wasi_call_errors` | counter of the calls that failed, which `wasi_calls` counts too | `call` |
/// | `wasi_call_duration` | timer | `call` |
/// | `wasi_received_bytes`, `wasi_sent_bytes` | counters of what was read and received, written and sent | |
///
/// All are made once, with it, so that it allocates nothing for a call; what the backend does is the backend's. One may stand in
/// front of the systems of many guests, on any threads, if their sums are what is wanted; the dimensions tell guests apart
/// otherwise.
public final class CallMetrics: Interceptor, Sendable {
    /// What is kept for one call's name.
    private struct Metrics: Sendable {
        let calls: Counter
        let errors: Counter
        let duration: Timer
    }

    private let metrics: [Metrics]
    private let received: Counter
    private let sent: Counter

    /// Makes the metrics.
    ///
    /// - Parameters:
    ///   - prefix: What the names begin with, instead of `wasi`.
    ///   - dimensions: What each metric has besides its own, such as the name of the guest.
    ///   - factory: The backend; by default the one of the process.
    public init(
        prefix: String = "wasi", dimensions: [(String, String)] = [], factory: any MetricsFactory = MetricsSystem.factory
    ) {
        metrics = SystemCallName.allCases.map { name in
            let own = dimensions + [("call", name.description)]
            return Metrics(
                calls: Counter(label: "\(prefix)_calls", dimensions: own, factory: factory),
                errors: Counter(label: "\(prefix)_call_errors", dimensions: own, factory: factory),
                duration: Timer(label: "\(prefix)_call_duration", dimensions: own, factory: factory))
        }
        received = Counter(label: "\(prefix)_received_bytes", dimensions: dimensions, factory: factory)
        sent = Counter(label: "\(prefix)_sent_bytes", dimensions: dimensions, factory: factory)
    }

    /// Stands in front of a system.
    public func wrap(_ system: any SystemInterface) -> any SystemInterface { system.intercepted(by: self) }

    public func intercept(
        _ call: SystemCall, _ proceed: () throws(Errno) -> SystemValue
    ) throws(Errno) -> SystemValue {
        let index = Int(call.name.rawValue)
        guard index < metrics.count else { return try proceed() }
        let start = HostClock.monotonic
        do throws(Errno) {
            let value = try proceed()
            count(index, start)
            let (input, output) = call.transferred(value)
            if input > 0 { received.increment(by: input) }
            if output > 0 { sent.increment(by: output) }
            return value
        } catch {
            count(index, start)
            metrics[index].errors.increment(by: 1)
            throw error
        }
    }

    private func count(_ index: Int, _ start: UInt64) {
        metrics[index].calls.increment(by: 1)
        metrics[index].duration.recordNanoseconds(Int64(clamping: HostClock.monotonic &- start))
    }
}
