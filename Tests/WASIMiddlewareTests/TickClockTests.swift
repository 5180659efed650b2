import HostClocks
import Testing

@testable import WASIMiddleware

struct TickClockTests {
    @Test func ticksComeOutAsTheNanosecondsOfTheHostsClock() {
        // A thread that is held up between two readings proves nothing, so that one measurement of several has to fit.
        let deviations = (0..<20).map { _ in
            let clock = TickClock()
            let (ticks, time) = (clock.now, HostClock.monotonic)
            while HostClock.monotonic - time < 5_000_000 {}
            let (passed, measured) = (HostClock.monotonic - time, clock.now - ticks)
            let told = clock.scale().nanoseconds(of: measured)
            return Double(max(told, passed) - min(told, passed)) / Double(passed)
        }
        #expect(deviations.contains { $0 < 0.01 })
    }

    @Test func ticksAreScaledByTheRate() {
        let scale = TickScale(ticks: 25, nanoseconds: 10)
        #expect(scale.nanoseconds(of: 0) == 0)
        #expect(scale.nanoseconds(of: 1000) == 400)
        #expect(scale.nanoseconds(of: .max) == 7_378_697_629_483_820_646)
    }

    @Test func whatNoNumberHoldsIsTheLargest() {
        #expect(TickScale(ticks: 1, nanoseconds: 2).nanoseconds(of: .max) == .max)
        #expect(TickScale(ticks: 1, nanoseconds: 1).nanoseconds(of: .max) == .max)
        #expect(TickScale(ticks: 0, nanoseconds: 5).nanoseconds(of: 3) == .max)
        #expect(TickScale(ticks: 0, nanoseconds: 0).nanoseconds(of: 3) == 0)
    }
}
