public import WASICore

/// A system whose time is another one's, faster or slower, or goes on only when the guest asks for it.
///
/// ```swift
/// command.wrappers.append { VirtualClock($0, start: .nanoseconds(1_577_836_800_000_000_000), pace: .stepping(.nanoseconds(1000))) }
/// ```
///
/// What the guest waits for is translated: with ``Pace/scaled(_:)``, a guest that sleeps for an hour at a rate of 3600 is back after a
/// second. Clocks are never early. Times of files are the host's.
public final class VirtualClock: ForwardingSystem {
    /// How time goes on.
    public enum Pace: Hashable, Sendable {
        /// So many times as fast as the system's own: from a millionth to a million; other rates are brought into this range.
        ///
        /// The clocks of processor time are the system's own.
        case scaled(Double)
        /// By this much after each reading of a clock, and otherwise not at all but for waiting: 0 is a clock that stands.
        ///
        /// A guest that waits for clocks alone is back at once, and the time is the one that it has waited for. If it waits for
        /// descriptors too, it waits as long as it says, by the system's own time; only if nothing has come has time gone on. What
        /// a socket's timeout ends has taken no time. All four clocks go together. Processor time cannot be waited for.
        case stepping(Timestamp)
    }

    /// Whose time is changed.
    public let base: any SystemInterface
    /// How time goes on.
    public let pace: Pace

    /// What the realtime clock showed at the beginning.
    private let realtimeStart: Timestamp
    /// What the monotonic clock showed at the beginning.
    private let monotonicStart: Timestamp
    /// What the system's monotonic clock showed at the beginning.
    private let origin: Timestamp
    /// With ``Pace/scaled(_:)``.
    private let rate: ClockRate
    /// With ``Pace/stepping(_:)``.
    private let step: Timestamp?
    /// With ``Pace/stepping(_:)``, how much time has gone on.
    @safe @exclusivity(unchecked) private var elapsed = Timestamp.zero
    @safe @exclusivity(unchecked) private var translated: [Subscription] = []

    /// Puts a clock in the place of a system's.
    ///
    /// - Parameters:
    ///   - start: What the realtime clock shows at the beginning; `nil` for what the system's shows.
    ///   - pace: How time goes on. Default: as the system's.
    public init(_ base: any SystemInterface, start: Timestamp? = nil, pace: Pace = .scaled(1)) {
        self.base = base
        self.pace = pace
        origin = (try? base.time(of: .monotonic, precision: .zero)) ?? .zero
        realtimeStart = start ?? (try? base.time(of: .realtime, precision: .zero)) ?? .zero
        switch pace {
        case .scaled(let rate):
            self.rate = ClockRate(rate)
            step = nil
            monotonicStart = origin
        case .stepping(let step):
            rate = ClockRate(1)
            self.step = step
            // Not 0, which some programs take for a clock that does not work.
            monotonicStart = .nanoseconds(1_000_000_000)
        }
    }

    public func resolution(of clock: Clock) throws(Errno) -> Timestamp {
        let resolution = try base.resolution(of: clock)
        guard let step else { return resolution }
        return max(step, .nanoseconds(1))
    }

    public func time(of clock: Clock, precision: Timestamp) throws(Errno) -> Timestamp {
        if let step {
            defer { elapsed = elapsed + step }
            return self.time(of: clock, after: elapsed)
        }
        if clock == .processCPUTime || clock == .threadCPUTime { return try base.time(of: clock, precision: precision) }
        return time(of: clock, after: try passed())
    }

    public func poll(_ subscriptions: Span<Subscription>, into events: inout OutputSpan<Event>) throws(Errno) {
        translated.removeAll(keepingCapacity: true)
        var jump: Timestamp?
        if let step { jump = translate(subscriptions, steppingBy: step) } else { try translateScaled(subscriptions) }
        let list = translated
        try base.poll(list.span, into: &events)
        guard let jump else { return }
        // Not if a descriptor came first.
        for index in 0..<events.count where events[index].type == .clock && events[index].error == nil {
            elapsed = elapsed + jump
            break
        }
    }

    private func time(of clock: Clock, after elapsed: Timestamp) -> Timestamp {
        switch clock {
        case .realtime: realtimeStart + elapsed
        case .monotonic: monotonicStart + elapsed
        case .processCPUTime, .threadCPUTime: elapsed
        }
    }

    /// With ``Pace/scaled(_:)``, how much time has gone on.
    private func passed() throws(Errno) -> Timestamp {
        rate.scaled(try base.time(of: .monotonic, precision: .zero) - origin)
    }

    /// How long a clock has to go on, of which `elapsed` has passed. For ever is for ever.
    private func remainder(
        _ clock: Clock, _ timeout: Timestamp, _ isAbsolute: Bool, _ elapsed: Timestamp
    ) -> Timestamp {
        isAbsolute && timeout != .max ? timeout - time(of: clock, after: elapsed) : timeout
    }
}

// MARK: What is waited for

extension VirtualClock {
    private func translateScaled(_ subscriptions: Span<Subscription>) throws(Errno) {
        var now: Timestamp?
        for index in subscriptions.indices {
            var subscription = subscriptions[index]
            if case .clock(let clock, let timeout, let precision, let isAbsolute) = subscription.kind,
                clock == .realtime || clock == .monotonic
            {
                if isAbsolute, now == nil { now = try passed() }
                let span = remainder(clock, timeout, isAbsolute, now ?? .zero)
                subscription.kind = .clock(
                    .monotonic, timeout: span == .max ? .max : rate.unscaled(span), precision: rate.unscaled(precision),
                    isAbsolute: false)
            }
            translated.append(subscription)
        }
    }

    /// Translates what a guest waits for whose time stands.
    ///
    /// - Returns: How much time goes on if a clock becomes due that was not due before; `nil` if there is none or something else is
    ///   due at once.
    private func translate(_ subscriptions: Span<Subscription>, steppingBy step: Timestamp) -> Timestamp? {
        var least = Timestamp.max, waitsForDescriptors = false, isDue = false
        for index in subscriptions.indices {
            switch subscriptions[index].kind {
            case .clock(.processCPUTime, _, _, _), .clock(.threadCPUTime, _, _, _), .invalid: isDue = true
            case .clock(let clock, let timeout, _, let isAbsolute):
                least = min(least, remainder(clock, timeout, isAbsolute, elapsed))
            case .read, .write: waitsForDescriptors = true
            }
        }
        if least == .zero { isDue = true }
        // Those that become due first, together with those of the next step; the others do not.
        var wanted = Timestamp.zero
        if !isDue {
            for index in subscriptions.indices {
                guard case .clock(let clock, let timeout, _, let isAbsolute) = subscriptions[index].kind else { continue }
                let rest = remainder(clock, timeout, isAbsolute, elapsed)
                if rest <= least + step, rest != .max { wanted = max(wanted, rest) }
            }
        }
        let span = waitsForDescriptors ? wanted : .zero
        for index in subscriptions.indices {
            var subscription = subscriptions[index]
            switch subscription.kind {
            case .clock(.processCPUTime, _, _, _), .clock(.threadCPUTime, _, _, _):
                subscription.kind = .invalid(.notSupported, as: .clock)
            case .clock(let clock, let timeout, let precision, let isAbsolute):
                let rest = remainder(clock, timeout, isAbsolute, elapsed)
                subscription.kind = .clock(
                    .monotonic, timeout: rest <= wanted && rest != .max ? span : .max, precision: precision,
                    isAbsolute: false)
            default: break
            }
            translated.append(subscription)
        }
        return isDue || least == .max ? nil : wanted
    }
}
