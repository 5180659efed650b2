import CWASIUnix
import WASICore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The host's clocks, as an executor needs them.
enum HostTime {
    /// The monotonic clock.
    static func now() -> Timestamp { read(CLOCK_MONOTONIC) }

    /// The processor time that the calling thread has used.
    static func processor() -> Timestamp { read(CLOCK_THREAD_CPUTIME_ID) }

    private static func read(_ clock: clockid_t) -> Timestamp {
        var time = timespec()
        _ = unsafe clock_gettime(clock, &time)
        return Timestamp(rawValue: UInt64(clamping: time.tv_sec) &* 1_000_000_000 &+ UInt64(clamping: time.tv_nsec))
    }
}

extension Timestamp {
    /// A span of time; 0 for a negative one, and the most that fits for a longer one.
    init(clamping duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, more) = whole.addingReportingOverflow(attoseconds / 1_000_000_000)
        self = overflow || more ? (seconds < 0 ? .zero : .max) : Timestamp(rawValue: UInt64(clamping: sum))
    }
}
