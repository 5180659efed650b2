import HostClocks

/// The clocks by which what happens around calls is timed.
enum HostClock {
    /// Nanoseconds that never go backwards.
    static var monotonic: UInt64 { HostClocks.HostClock.monotonic }

    /// Nanoseconds since 1970-01-01T00:00:00Z.
    static var realtime: UInt64 { HostClocks.HostClock.realtime }
}
