import HostClocks
import WASICore

/// The host's clocks, as an executor needs them.
enum HostTime {
    /// The monotonic clock.
    static func now() -> Timestamp { Timestamp(rawValue: HostClock.monotonic) }

    /// The processor time that the calling thread has used.
    static func processor() -> Timestamp { Timestamp(rawValue: HostClock.threadTime) }
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
