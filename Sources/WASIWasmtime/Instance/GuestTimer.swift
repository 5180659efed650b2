import CWasmtime

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import HostClocks
import HostThreads

/// Says when a guest's time is up, on a thread of its own.
///
/// The time begins with the timer. Processor time is that of the thread that makes it, which must be the one that runs the guest.
public final class GuestTimer {
    // Nothing is said once the timer is gone, and its thread with it.
    private let thread: BackgroundThread

    /// Starts the time.
    ///
    /// - Parameters:
    ///   - timeout: How long the guest may take, waiting included; `nil` for any time.
    ///   - cpuTime: How long it may keep a processor busy, its own code and the host's on its behalf; `nil` for any time.
    ///   - stop: Called once, with ``StopReason/timeout`` or ``StopReason/cpuTime``, when one is reached.
    /// - Returns: `nil` if the system has no thread to give.
    public init?(timeout: Duration?, cpuTime: Duration?, stop: @escaping @Sendable (StopReason) -> Void) {
        let watch = Watch(timeout: timeout, cpuTime: cpuTime, stop: stop)
        guard let thread = BackgroundThread({ end in watch.run(until: end) }) else { return nil }
        self.thread = thread
    }

    /// What the thread does.
    private final class Watch: Sendable {
        private let deadline: Int64?
        private let processorDeadline: Int64?
        private let watched = cwt_current_thread()
        private let stop: @Sendable (StopReason) -> Void

        init(timeout: Duration?, cpuTime: Duration?, stop: @escaping @Sendable (StopReason) -> Void) {
            deadline = timeout.map { adding($0.nanosecondsClamped, to: monotonicNow()) }
            let used = Int64(clamping: cwt_thread_processor_time(watched))
            processorDeadline = cpuTime.map { adding($0.nanosecondsClamped, to: used) }
            self.stop = stop
        }

        func run(until end: Int32) {
            while true {
                var left = Int64.max
                if let deadline {
                    left = deadline - monotonicNow()
                    if left <= 0 { return stop(.timeout) }
                }
                if let processorDeadline {
                    // A thread cannot use more than the time that passes, so it cannot be due before that.
                    let processorLeft = processorDeadline - Int64(clamping: cwt_thread_processor_time(watched))
                    if processorLeft <= 0 { return stop(.cpuTime) }
                    left = min(left, processorLeft)
                }
                var waited = pollfd(fd: end, events: Int16(POLLIN), revents: 0)
                let milliseconds = Int32(clamping: left / 1_000_000 + (left % 1_000_000 > 0 ? 1 : 0))
                if unsafe poll(&waited, 1, milliseconds) > 0 { return }
            }
        }
    }
}

private func monotonicNow() -> Int64 { Int64(clamping: HostClock.monotonic) }

private func adding(_ time: Int64, to start: Int64) -> Int64 {
    let (sum, overflow) = start.addingReportingOverflow(time)
    return overflow ? .max : sum
}

extension Duration {
    /// Nanoseconds, at least 0, and the most that fits for what does not.
    fileprivate var nanosecondsClamped: Int64 {
        let (seconds, attoseconds) = components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, more) = whole.addingReportingOverflow(attoseconds / 1_000_000_000)
        if overflow || more { return seconds < 0 ? 0 : .max }
        return max(sum, 0)
    }
}
