import WASICore

extension Guest {
    /// As long as nothing takes that works; what takes longer is missing.
    private static var patience: Timestamp { .nanoseconds(3_000_000_000) }
    /// The mark of the clock that ends a wait.
    private static var end: UInt64 { .max }

    /// Polls; the mark of a subscription is its place in the list.
    ///
    /// A clock of the kit's own ends the wait if nothing else does; its event is left out.
    func poll(
        _ kinds: [Subscription.Kind], for time: Timestamp = patience, file: String = #fileID, line: Int = #line
    ) throws -> [Event] {
        var subscriptions = kinds.enumerated().map { Subscription(userData: UInt64($0.offset), kind: $0.element) }
        subscriptions.append(
            Subscription(
                userData: Self.end, kind: .clock(.monotonic, timeout: time, precision: .zero, isAbsolute: false)))
        let events = try pollExactly(subscriptions, file: file, line: line)
        return events.filter { $0.userData != Self.end }
    }

    /// What is due at this moment.
    func pollNow(
        _ kinds: Subscription.Kind..., file: String = #fileID, line: Int = #line
    ) throws -> [Event] {
        try poll(kinds, for: .zero, file: file, line: line)
    }

    /// Polls for nothing but these subscriptions, as long as it takes.
    func pollExactly(
        _ subscriptions: [Subscription], file: String = #fileID, line: Int = #line
    ) throws -> [Event] {
        let events = try call("polling for \(subscriptions.count) subscriptions", file, line) { () throws(Errno) in
            try system.events(of: subscriptions)
        }
        try expect(!events.isEmpty, "a poll must report at least one event", file: file, line: line)
        return events
    }

    /// Waits until something has come.
    @discardableResult
    func waitFor(_ kind: Subscription.Kind, file: String = #fileID, line: Int = #line) throws -> Event {
        let events = try poll([kind], file: file, line: line)
        guard let event = events.first else {
            throw ConformanceFailure("\(kind) must become due", file: file, line: line)
        }
        if let error = event.error {
            throw ConformanceFailure("\(kind) must become due, not fail with \(error)", file: file, line: line)
        }
        return event
    }

    /// Fails unless a poll has reported these events. Byte counts must be these, or 0 where the system does not know them.
    func expectEvents(_ events: [Event], are wanted: [Event], file: String = #fileID, line: Int = #line) throws {
        var events = events
        if !features.contains(.pollByteCounts), events.count == wanted.count {
            for index in events.indices where events[index].byteCount == 0 {
                events[index].byteCount = wanted[index].byteCount
            }
        }
        try WASIConformance.expect(events, is: wanted, "the events", file: file, line: line)
    }

    /// Whether something is due at this moment, without an error.
    func isDue(_ kind: Subscription.Kind, file: String = #fileID, line: Int = #line) throws -> Bool {
        let events = try pollNow(kind, file: file, line: line)
        return events.first.map { $0.error == nil } ?? false
    }
}

extension Subscription.Kind {
    /// A span of time on a clock.
    static func after(_ timeout: Timestamp, on clock: Clock = .monotonic, precision: Timestamp = .zero) -> Self {
        .clock(clock, timeout: timeout, precision: precision, isAbsolute: false)
    }

    /// A point in time of a clock.
    static func at(_ timeout: Timestamp, on clock: Clock = .monotonic, precision: Timestamp = .zero) -> Self {
        .clock(clock, timeout: timeout, precision: precision, isAbsolute: true)
    }
}

extension Timestamp {
    static func milliseconds(_ count: UInt64) -> Timestamp { .nanoseconds(count * 1_000_000) }
}
