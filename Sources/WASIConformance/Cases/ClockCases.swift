import WASICore

/// Cases on reading clocks.
enum ClockCases {
    @CaseBuilder
    static var all: [ConformanceCase] {
        for clock in [Clock.monotonic, .realtime] {
            ConformanceCase("the \(clock) clock can be read, and has a resolution", .clocks) { guest in
                try expect(try guest.resolution(of: clock) > .zero, "the resolution must be more than 0")
                _ = try guest.time(of: clock)
            }
        }
        ConformanceCase("the monotonic clock does not go back", .clocks) { guest in
            var last = try guest.time(of: .monotonic)
            for _ in 0..<1_000 {
                let now = try guest.time(of: .monotonic)
                try expect(now >= last, "\(now.rawValue) must not come after \(last.rawValue)")
                last = now
            }
        }
        ConformanceCase("the monotonic clock does not show 0, at which Go programs give up", .clocks) { guest in
            try expect(try guest.time(of: .monotonic) > .zero, "the time must be more than 0")
        }
        for clock in [Clock.processCPUTime, .threadCPUTime] {
            ConformanceCase("the \(clock) clock can be read, and does not go back", .clocks, needs: [.processorClocks]) {
                guest in
                try expect(try guest.resolution(of: clock) > .zero, "the resolution must be more than 0")
                let first = try guest.time(of: clock)
                try expect(try guest.time(of: clock) >= first, "the clock must not go back")
            }
            ConformanceCase("a system without the \(clock) clock says so", .clocks, lacks: [.processorClocks]) { guest in
                try guest.misses(.processorClocks, .notSupported) { try guest.resolution(of: clock) }
                try guest.misses(.processorClocks, .notSupported) { try guest.time(of: clock) }
            }
        }
    }
}
