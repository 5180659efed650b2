import WASICore

// Waiting for clocks.
extension PollCases {
    @CaseBuilder
    static var clocks: [ConformanceCase] {
        for clock in [Clock.monotonic, .realtime] {
            ConformanceCase("a poll waits for a span of time on the \(clock) clock, and is never early", .poll) { guest in
                let start = try guest.time(of: .monotonic)
                let events = try guest.poll([.after(.milliseconds(10), on: clock)])
                let time = try guest.time(of: .monotonic) - start
                try expect(events, is: [Event(userData: 0, type: .clock)], "the events")
                try expect(time >= .milliseconds(10), "10 ms must pass, not \(time.rawValue) ns")
            }
            ConformanceCase("a poll waits until a point in time of the \(clock) clock, and is never early", .poll) { guest in
                let deadline = try guest.time(of: clock) + .milliseconds(10)
                let events = try guest.poll([.at(deadline, on: clock)])
                let time = try guest.time(of: clock)
                try expect(events, is: [Event(userData: 0, type: .clock)], "the events")
                try expect(time >= deadline, "the clock must show \(deadline.rawValue), not \(time.rawValue)")
            }
            ConformanceCase("no time on the \(clock) clock is over at once", .poll) { guest in
                try expect(
                    try guest.poll([.after(.zero, on: clock)]), is: [Event(userData: 0, type: .clock)], "the events")
            }
            ConformanceCase("a point in time of the \(clock) clock that has passed is due at once", .poll) { guest in
                let now = try guest.time(of: clock)
                try expect(
                    try guest.poll([.at(now, on: clock), .at(now - .milliseconds(1), on: clock), .at(.zero, on: clock)]).map(
                        \.userData),
                    is: [0, 1, 2], "the marks of the events")
            }
            ConformanceCase("the \(clock) clock's precision is leave to be late, not a wait of its own", .poll) { guest in
                let start = try guest.time(of: .monotonic)
                try expect(
                    try guest.poll([.after(.milliseconds(5), on: clock, precision: .milliseconds(60_000))]).count, is: 1,
                    "the number of events")
                let time = try guest.time(of: .monotonic) - start
                try expect(time >= .milliseconds(5), "5 ms must pass, not \(time.rawValue) ns")
            }
            ConformanceCase("the longest time on the \(clock) clock is for ever", .poll) { guest in
                let events = try guest.poll([.after(.max, on: clock), .at(.max, on: clock)], for: .milliseconds(2))
                try expect(events, is: [], "the events")
            }
        }
        ConformanceCase("a poll reports every clock that is due, and no other", .poll) { guest in
            let now = try guest.time(of: .monotonic)
            let events = try guest.poll([
                .after(.milliseconds(60_000)), .after(.zero), .after(.max), .at(now), .after(.zero, on: .realtime),
                .at(.nanoseconds(1), on: .realtime), .at(.max, on: .realtime),
            ])
            try expect(events.map(\.userData), is: [1, 3, 4, 5], "the marks of the events")
            try expect(events.allSatisfy { $0.type == .clock && $0.error == nil }, "all must be clocks without an error")
        }
        ConformanceCase("clocks that become due while a poll waits are reported together", .poll) { guest in
            let deadline = try guest.time(of: .monotonic) + .milliseconds(5)
            let events = try guest.poll([.at(deadline), .at(deadline - .nanoseconds(1)), .after(.milliseconds(60_000))])
            try expect(events.map(\.userData), is: [0, 1], "the marks of the events")
        }
    }

    // Not every system can wait for them, but every system must say so.
    @CaseBuilder
    static var processorClocks: [ConformanceCase] {
        for clock in [Clock.processCPUTime, .threadCPUTime] {
            for (name, kind) in [
                ("a span in the future", Subscription.Kind.after(.milliseconds(1), on: clock)),
                ("no span", .after(.zero, on: clock)),
                ("a point in the future", .at(.max, on: clock)),
                ("a point in the past", .at(.nanoseconds(1), on: clock)),
            ] {
                ConformanceCase(
                    "a poll that cannot wait for the \(clock) clock says so, and nothing else is due: \(name)", .poll,
                    lacks: [.processorClockWaits]
                ) { guest in
                    let events = try guest.poll([.after(.milliseconds(60_000)), kind, .after(.max)], for: .milliseconds(2))
                    if events.allSatisfy({ $0.error == nil }) {
                        throw ConformanceSkip("the system can wait for the \(clock) clock, though its world does not say so")
                    }
                    try expect(events, is: [Event(userData: 1, type: .clock, error: .notSupported)], "the events")
                }
            }
            ConformanceCase(
                "a poll waits for the \(clock) clock", .poll, needs: [.processorClocks, .processorClockWaits]
            ) { guest in
                let now = try guest.time(of: clock)
                try expect(
                    try guest.poll([.at(now, on: clock), .at(.nanoseconds(1), on: clock), .after(.zero, on: clock)]).map(
                        \.userData),
                    is: [0, 1, 2], "the marks of what is due at once")
                try expect(try guest.poll([.at(.max, on: clock)], for: .zero), is: [], "what is never due")
            }
        }
    }
}
