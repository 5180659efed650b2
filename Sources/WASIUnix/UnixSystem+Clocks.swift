public import WASICore

extension UnixSystem: ClockCalls {
    public func resolution(of clock: Clock) throws(Errno) -> Timestamp {
        try Syscall.resolution(of: clock.host)
    }

    public func time(of clock: Clock, precision: Timestamp) throws(Errno) -> Timestamp {
        if clock == .monotonic { return Syscall.monotonicTime() - monotonicOrigin }
        return Syscall.time(of: clock.host)
    }
}
