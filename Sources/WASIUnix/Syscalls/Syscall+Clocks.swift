#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import CWASIUnix
import WASICore

extension Syscall {
    /// `clock_gettime(CLOCK_MONOTONIC)`.
    @inline(__always)
    static func monotonicTime() -> Timestamp { time(of: CLOCK_MONOTONIC) }

    /// `clock_gettime(CLOCK_REALTIME)`.
    @inline(__always)
    static func realTime() -> Timestamp { time(of: CLOCK_REALTIME) }

    /// `clock_gettime`, of a clock that every host has.
    @inline(__always)
    static func time(of clock: clockid_t) -> Timestamp {
        var time = timespec()
        _ = unsafe clock_gettime(clock, &time)
        return Timestamp(time)
    }

    /// `clock_getres`.
    static func resolution(of clock: clockid_t) throws(Errno) -> Timestamp {
        var time = timespec()
        _ = try retrying { unsafe clock_getres(clock, &time) }
        return Timestamp(time)
    }
}

extension Clock {
    /// The host's clock.
    @inline(__always)
    var host: clockid_t {
        switch self {
        case .realtime: CLOCK_REALTIME
        case .monotonic: CLOCK_MONOTONIC
        case .processCPUTime: CLOCK_PROCESS_CPUTIME_ID
        case .threadCPUTime: CLOCK_THREAD_CPUTIME_ID
        }
    }
}
