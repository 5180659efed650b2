import WASICore

/// The clocks during one poll: each is read when it is first needed, and again after waiting.
struct PollClock {
    /// Where the guest's monotonic clock has its 0, on the host's.
    let origin: Timestamp
    /// When the poll began, on the host's monotonic clock; relative times count from it.
    private var start: Timestamp?
    /// The present on the host's clocks.
    private var monotonic: Timestamp?
    private var real: Timestamp?
    /// When the first of the clocks is due, each in its own time.
    private var nextMonotonic = Timestamp.max
    private var nextReal = Timestamp.max

    init(origin: Timestamp) { self.origin = origin }

    /// Takes note of a clock.
    ///
    /// - Returns: Whether it is due already.
    mutating func add(_ clock: Clock, _ timeout: Timestamp, isAbsolute: Bool) -> Bool {
        if timeout == .zero { return true }
        // As long as that is for ever.
        if timeout == .max { return false }
        if isAbsolute, clock == .realtime {
            nextReal = min(nextReal, timeout)
        } else {
            nextMonotonic = min(nextMonotonic, monotonicTime(timeout, isAbsolute: isAbsolute))
        }
        return isDue(clock, timeout, isAbsolute: isAbsolute)
    }

    /// Whether a clock has come.
    mutating func isDue(_ clock: Clock, _ timeout: Timestamp, isAbsolute: Bool) -> Bool {
        if timeout == .zero { return true }
        if timeout == .max { return false }
        if isAbsolute, clock == .realtime { return realNow() >= timeout }
        return monotonicNow() >= monotonicTime(timeout, isAbsolute: isAbsolute)
    }

    /// Whether any clock has come.
    mutating func isAnyDue() -> Bool {
        if nextMonotonic != .max, monotonicNow() >= nextMonotonic { return true }
        return nextReal != .max && realNow() >= nextReal
    }

    /// Forgets the present, because time has passed.
    mutating func advance() {
        monotonic = nil
        real = nil
    }

    /// How long to wait.
    mutating func deadline() -> Deadline {
        var deadline = nextMonotonic
        if nextReal != .max {
            // The wall clock may be set while the thread waits for time to pass; it is looked at again every second.
            let left = min(nextReal - realNow(), .nanoseconds(1_000_000_000))
            deadline = min(deadline, monotonicNow() + left)
        }
        return deadline == .max ? .never : .at(deadline)
    }

    /// A point in time of the guest's, on the host's monotonic clock. Relative times on the wall clock are on it too: they do
    /// not depend on the wall clock's being set.
    private mutating func monotonicTime(_ timeout: Timestamp, isAbsolute: Bool) -> Timestamp {
        if isAbsolute { return origin + timeout }
        if let start { return start + timeout }
        let now = monotonicNow()
        start = now
        return now + timeout
    }

    private mutating func monotonicNow() -> Timestamp {
        if let monotonic { return monotonic }
        let now = Syscall.monotonicTime()
        monotonic = now
        return now
    }

    private mutating func realNow() -> Timestamp {
        if let real { return real }
        let now = Syscall.realTime()
        real = now
        return now
    }
}
