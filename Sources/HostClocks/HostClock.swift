#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The host's clocks, for what happens around guests and their calls. The guest's clocks are its system's.
///
/// In nanoseconds; the largest number for what none can hold.
// Reading is a call: in Swift 6.3 the bodies of `package` functions stay in their module, `@inlinable` or not. Whoever reads too often
// for that counts ticks, or has the system's calls at hand anyway.
package enum HostClock {
    /// What never goes backwards.
    package static var monotonic: UInt64 { read(CLOCK_MONOTONIC) }

    /// Since 1970-01-01T00:00:00Z.
    package static var realtime: UInt64 { read(CLOCK_REALTIME) }

    /// The processor time that this process has used.
    package static var processTime: UInt64 { read(CLOCK_PROCESS_CPUTIME_ID) }

    /// The processor time that the calling thread has used.
    package static var threadTime: UInt64 { read(CLOCK_THREAD_CPUTIME_ID) }

    private static func read(_ clock: clockid_t) -> UInt64 {
        var time = timespec()
        _ = unsafe clock_gettime(clock, &time)
        let (seconds, overflow) = UInt64(clamping: time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, carry) = seconds.addingReportingOverflow(UInt64(clamping: time.tv_nsec))
        return overflow || carry ? .max : sum
    }
}
