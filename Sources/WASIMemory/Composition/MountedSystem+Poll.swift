public import WASICore

extension MountedSystem {
    /// How long the main system waits at a time if another one has to be asked again.
    private static var slices: (first: Timestamp, last: Timestamp) { (.nanoseconds(1_000_000), .nanoseconds(16_000_000)) }

    /// See ``MountedSystem`` for what it can wait for.
    public func poll(_ subscriptions: Span<Subscription>, into events: inout OutputSpan<Event>) throws(Errno) {
        guard !subscriptions.isEmpty, events.freeCapacity >= subscriptions.count else { throw .invalidArgument }
        var isShared = false
        var mapped: [Subscription] = []
        mapped.reserveCapacity(subscriptions.count)
        var owners: [Int] = []
        owners.reserveCapacity(subscriptions.count)
        for index in subscriptions.indices {
            let (subscription, owner) = translated(subscriptions[index])
            mapped.append(subscription)
            owners.append(owner)
            if owner != 0 { isShared = true }
        }
        if !isShared { return try main.poll(mapped.span, into: &events) }
        for event in try pollAll(mapped, owners) { events.append(event) }
    }

    /// A subscription in the terms of the system that it concerns.
    private func translated(_ subscription: Subscription) -> (Subscription, owner: Int) {
        var subscription = subscription
        switch subscription.kind {
        case .clock, .invalid: return (subscription, 0)
        case .read(let fd):
            if let entry = table[fd] {
                subscription.kind = .read(entry.descriptor)
                return (subscription, entry.part)
            }
            subscription.kind = .invalid(.badFileDescriptor, as: .read)
        case .write(let fd):
            if let entry = table[fd] {
                subscription.kind = .write(entry.descriptor)
                return (subscription, entry.part)
            }
            subscription.kind = .invalid(.badFileDescriptor, as: .write)
        }
        return (subscription, 0)
    }

    /// Polls several systems.
    private func pollAll(_ subscriptions: [Subscription], _ owners: [Int]) throws(Errno) -> [Event] {
        var lists = [[Subscription]](repeating: [], count: parts.count)
        var start: Timestamp?
        for (index, subscription) in subscriptions.enumerated() {
            // The guest's marks need not differ; their places do.
            var own = Subscription(userData: UInt64(index), kind: subscription.kind)
            if case .clock(let clock, let timeout, let precision, false) = own.kind, timeout != .zero, timeout != .max,
                clock == .monotonic || clock == .realtime
            {
                // It goes on counting from now on, however often the main system is asked.
                let now: Timestamp
                if let start { now = start } else { now = try main.time(of: .monotonic, precision: .zero) }
                start = now
                own.kind = .clock(.monotonic, timeout: now + timeout, precision: precision, isAbsolute: true)
            }
            lists[owners[index]].append(own)
        }
        var slice = Self.slices.first
        while true {
            var events: [Event] = []
            for index in parts.indices.dropFirst() where !lists[index].isEmpty {
                events += try poll(parts[index], lists[index], atMost: .zero)
            }
            events += try poll(main, lists[0], atMost: events.isEmpty ? slice : .zero)
            if !events.isEmpty {
                events.sort { $0.userData < $1.userData }
                for index in events.indices { events[index].userData = subscriptions[Int(events[index].userData)].userData }
                return events
            }
            slice = min(slice + slice, Self.slices.last)
        }
    }

    /// Polls one system for a time.
    private func poll(
        _ system: any SystemInterface, _ list: [Subscription], atMost time: Timestamp
    ) throws(Errno) -> [Event] {
        let end = Subscription(
            userData: .max, kind: .clock(.monotonic, timeout: time, precision: .zero, isAbsolute: false))
        return try system.events(of: list + [end]).filter { $0.userData != .max }
    }
}
