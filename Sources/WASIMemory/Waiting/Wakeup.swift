import Synchronization
import WASICore

/// By which one system is told that something has changed for which it may be waiting.
///
/// Whoever waits first takes a ``ticket``, then looks whether it need wait at all, and then sleeps with the ticket: a signal that
/// comes in between ends the sleep at once.
final class Wakeup: Sendable {
    let clock: MemoryClock
    /// Whether the clock takes the owner for running while it does not sleep.
    let isParticipant: Bool
    /// Where the owner's thread rests, if the owner sleeps with its thread.
    let parker = ThreadParker()
    private let signals = Atomic<UInt64>(0)
    private let interrupted = Atomic<Bool>(false)

    init(clock: MemoryClock, isParticipant: Bool) {
        self.clock = clock
        self.isParticipant = isParticipant
    }

    /// How many signals there have been.
    var ticket: UInt64 { signals.load(ordering: .acquiring) }

    /// Whether waiting has come to its end for good.
    var isInterrupted: Bool { interrupted.load(ordering: .acquiring) }

    /// Ends the sleep of the owner, or its next one.
    func signal() {
        signals.wrappingAdd(1, ordering: .acquiringAndReleasing)
        clock.rouse(self)
    }

    /// Ends all sleep, now and later.
    func interrupt() {
        interrupted.store(true, ordering: .releasing)
        signal()
    }

    /// Sleeps until there is a signal after the ticket or the clock shows the deadline.
    ///
    /// - Parameters:
    ///   - wake: Ends a rest, or the next one; called on any thread.
    ///   - rest: Waits for that or until a point in time of the host's monotonic clock; may return earlier.
    /// - Returns: Whether there was a signal.
    /// - Throws: ``WASICore/Errno/canceled``.
    func sleep(
        since ticket: UInt64, until deadline: Timestamp?, wake: @escaping @Sendable () -> Void,
        _ rest: (Timestamp?) throws(Errno) -> Void
    ) throws(Errno) -> Bool {
        if isInterrupted { throw .canceled }
        let isSignaled = try clock.sleep(self, since: ticket, until: deadline, wake: wake, rest)
        if isInterrupted { throw .canceled }
        return isSignaled
    }
}

/// Who is to be told of changes to one thing.
struct Watchers: Sendable {
    private var wakeups: [Wakeup] = []

    mutating func add(_ wakeup: Wakeup) { wakeups.append(wakeup) }

    mutating func remove(_ wakeup: Wakeup) {
        if let index = wakeups.firstIndex(where: { $0 === wakeup }) { wakeups.remove(at: index) }
    }

    /// Tells them.
    func signal() { for wakeup in wakeups { wakeup.signal() } }
}
