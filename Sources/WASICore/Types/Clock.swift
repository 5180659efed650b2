/// The clocks that a guest can read and wait for.
///
/// WASI: [`clockid`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#clockid).
@frozen
public enum Clock: UInt32, Sendable, CaseIterable {
    /// Wall-clock time since 1970-01-01T00:00:00Z. May jump.
    case realtime = 0
    /// Never goes backwards; its origin is the system's choice.
    case monotonic = 1
    /// Processor time spent by the process that hosts the guest.
    case processCPUTime = 2
    /// Processor time spent by the thread that runs the guest.
    case threadCPUTime = 3
}
