public import WASICore

extension MemorySystem {
    public func resolution(of clock: Clock) throws(Errno) -> Timestamp { self.clock.resolution }

    /// With virtual time, the clocks of processor time show what the monotonic clock does.
    public func time(of clock: Clock, precision: Timestamp) throws(Errno) -> Timestamp { self.clock.read(clock) }
}
