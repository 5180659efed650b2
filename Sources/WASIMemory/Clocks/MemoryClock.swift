import Synchronization
public import WASICore

/// The clocks of one or more systems: those of the host, or one of their own that stands still while anybody works.
///
/// ```swift
/// let clock = MemoryClock.virtual(startingAt: Timestamp(seconds: 1_000_000_000, nanoseconds: 0))
/// configuration.clock = clock
/// ```
///
/// **Virtual time.** It passes only when all systems that share the clock wait: then it jumps to the time for which the first of
/// them waits, rounded up to a microsecond, and that one goes on. A program that sleeps for a year ends at once, and one that computes for a year finds that no
/// time has passed. While one of the systems runs (its guest computes, or has not been started yet), time stands still for all. A
/// system belongs to the clock from the time that it is made until it is gone or its guest has called `proc_exit`.
///
/// What the systems wait for may also come from outside, by a ``MemoryPipe`` for instance. Around such work, ``whileHeld(_:)`` keeps
/// the time from jumping.
public final class MemoryClock: Sendable {
    /// How time passes.
    private enum Pace: Sendable {
        /// With the host's; where its monotonic clock was when this one was made.
        case host(origin: Timestamp)
        /// By jumps; what the wall clock shows at first, and by how much each look moves the time.
        case jumps(start: Timestamp, step: Timestamp)
    }

    struct State {
        /// How much virtual time has passed.
        var elapsed = Timestamp.zero
        /// How many systems share the clock.
        var participants = 0
        /// How many keep the time from jumping.
        var holds = 0
        /// Who sleeps, and until when.
        var sleepers: [ObjectIdentifier: Sleeper] = [:]
    }

    struct Sleeper {
        let wakeup: Wakeup
        /// In time since the clock was made; `nil` for never.
        let deadline: Timestamp?
        /// Ends the rest. Called with the clock's lock held.
        let wake: @Sendable () -> Void
    }

    private let pace: Pace
    private let state = Mutex(State())

    /// Where the guest's monotonic clock has its 0: shortly before the clock was made. Go's runtime gives up when it shows 0.
    private static let headStart = Timestamp.nanoseconds(1_000)

    private init(_ pace: Pace) { self.pace = pace }

    /// A clock that shows the host's time.
    public static func host() -> MemoryClock { MemoryClock(.host(origin: HostMachine.monotonicTime)) }

    /// A clock of its own time.
    ///
    /// - Parameters:
    ///   - start: What the wall clock shows at first, since 1970-01-01T00:00:00Z.
    ///   - step: By how much each reading of a clock moves the time. With more than none, programs come to an end that read a
    ///     clock again and again until some time has passed, without waiting. Default: none.
    public static func virtual(
        startingAt start: Timestamp = Timestamp(seconds: 946_684_800, nanoseconds: 0), step: Timestamp = .zero
    ) -> MemoryClock {
        MemoryClock(.jumps(start: start, step: step))
    }

    /// The smallest difference that the clocks show.
    var resolution: Timestamp { .nanoseconds(isVirtual ? 1_000 : 1) }

    /// Whether time passes by jumps.
    public var isVirtual: Bool { if case .jumps = pace { true } else { false } }

    /// The time on the monotonic clock.
    public var monotonicTime: Timestamp { Self.headStart + elapsed }

    /// The time on the wall clock, since 1970-01-01T00:00:00Z.
    public var realTime: Timestamp {
        switch pace {
        case .host: HostMachine.realTime
        case .jumps(let start, _): start + elapsed
        }
    }

    /// Runs `body` without any jump of virtual time meanwhile.
    public func whileHeld<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        state.withLock { $0.holds += 1 }
        defer {
            state.withLock { state in
                state.holds -= 1
                jumpIfAllSleep(&state)
            }
        }
        return try body()
    }

    // MARK: - For systems

    /// What a clock shows to a guest.
    func read(_ clock: Clock) -> Timestamp {
        if case .jumps(_, let step) = pace {
            if step != .zero { state.withLock { $0.elapsed = $0.elapsed + step } }
            return clock == .realtime ? realTime : monotonicTime
        }
        return switch clock {
        case .realtime: realTime
        case .monotonic: monotonicTime
        case .processCPUTime: HostMachine.processTime
        case .threadCPUTime: HostMachine.threadTime
        }
    }

    private var elapsed: Timestamp {
        switch pace {
        case .host(let origin): HostMachine.monotonicTime - origin
        case .jumps: state.withLock { $0.elapsed }
        }
    }

    /// Counts a system in.
    func join() { state.withLock { $0.participants += 1 } }

    /// Counts a system out.
    func leave() {
        state.withLock { state in
            state.participants -= 1
            jumpIfAllSleep(&state)
        }
    }

    /// Ends a sleep.
    func rouse(_ wakeup: Wakeup) {
        state.withLock { state in
            // From now on it counts as running, even if its thread takes a while to notice.
            state.sleepers.removeValue(forKey: ObjectIdentifier(wakeup))?.wake()
        }
    }

    /// Sleeps until a signal later than the ticket or until the monotonic clock shows the deadline.
    ///
    /// - Parameters:
    ///   - wake: See ``Wakeup/sleep(since:until:wake:_:)``.
    /// - Returns: Whether there was a signal.
    /// - Throws: What `rest` throws.
    func sleep(
        _ wakeup: Wakeup, since ticket: UInt64, until deadline: Timestamp?, wake: @escaping @Sendable () -> Void,
        _ rest: (Timestamp?) throws(Errno) -> Void
    ) throws(Errno) -> Bool {
        let id = ObjectIdentifier(wakeup)
        let deadline = deadline == .max ? nil : deadline.map { $0 - Self.headStart }
        let hostDeadline: Timestamp? =
            if case .host(let origin) = pace { deadline.map { origin + $0 } } else { nil }
        let sleeps = state.withLock { state in
            if wakeup.ticket != ticket { return false }
            if isVirtual, let deadline, deadline <= state.elapsed { return false }
            state.sleepers[id] = Sleeper(wakeup: wakeup, deadline: deadline, wake: wake)
            jumpIfAllSleep(&state)
            return true
        }
        guard sleeps else { return wakeup.ticket != ticket }
        while true {
            do throws(Errno) {
                try rest(hostDeadline)
            } catch {
                state.withLock { $0.sleepers[id] = nil }
                throw error
            }
            let isOver = state.withLock { state in
                if state.sleepers[id] == nil { return true }
                guard let hostDeadline, HostMachine.monotonicTime >= hostDeadline else { return false }
                state.sleepers[id] = nil
                return true
            }
            if isOver { return wakeup.ticket != ticket }
        }
    }

    /// Lets the time jump to the next deadline if nobody does anything else.
    private func jumpIfAllSleep(_ state: inout State) {
        guard isVirtual, state.holds == 0, state.participants > 0 else { return }
        guard state.sleepers.values.count(where: { $0.wakeup.isParticipant }) >= state.participants else { return }
        guard let next = state.sleepers.values.compactMap(\.deadline).min() else { return }
        let whole = Timestamp.nanoseconds((next + .nanoseconds(999)).rawValue / 1_000 * 1_000)
        state.elapsed = max(state.elapsed, max(next, whole))
        for (id, sleeper) in state.sleepers {
            guard let deadline = sleeper.deadline, deadline <= state.elapsed else { continue }
            state.sleepers[id] = nil
            sleeper.wake()
        }
    }
}
