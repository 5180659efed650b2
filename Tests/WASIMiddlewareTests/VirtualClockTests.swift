import TestSupport
import Testing
import WASICore
import WASIMiddleware
import WASIUnix

@Suite("A virtual clock")
struct VirtualClockTests {
    private func clock(_ pace: VirtualClock.Pace, start: UInt64? = nil) throws -> VirtualClock {
        VirtualClock(try UnixSystem(UnixConfiguration()), start: start.map(Timestamp.nanoseconds), pace: pace)
    }

    private let hour: UInt64 = 3_600_000_000_000

    @Test("a stepping clock shows its start, and then a step more each time it is read")
    func steps() throws {
        let clock = try clock(.stepping(.nanoseconds(10)), start: 1000)
        #expect(try [clock.time(.realtime), clock.time(.realtime), clock.time(.realtime)] == [1000, 1010, 1020])
        #expect(try clock.time(.monotonic) == 1_000_000_030)
        #expect(try clock.time(.processCPUTime) == 40)
        #expect(try clock.resolution(of: .realtime) == .nanoseconds(10))
    }

    @Test("a clock with steps of 0 stands")
    func stands() throws {
        let clock = try clock(.stepping(.zero), start: 1000)
        #expect(try [clock.time(.realtime), clock.time(.realtime)] == [1000, 1000])
        #expect(try clock.resolution(of: .realtime) == .nanoseconds(1))
    }

    @Test("sleeping for an hour on a stepping clock takes no time, and an hour has gone by")
    func jumps() throws {
        let clock = try clock(.stepping(.zero), start: 0)
        #expect(try clock.poll(.clock(.monotonic, timeout: .nanoseconds(hour), precision: .zero, isAbsolute: false)) == [0])
        #expect(try clock.time(.realtime) == hour)
        let until = Timestamp.nanoseconds(3 * hour)
        #expect(try clock.poll(.clock(.realtime, timeout: until, precision: .zero, isAbsolute: true)) == [0])
        #expect(try clock.time(.realtime) == 3 * hour)
    }

    @Test("only the clock that is due first ends a wait")
    func first() throws {
        let clock = try clock(.stepping(.zero), start: 0)
        let events = try clock.poll(
            .clock(.monotonic, timeout: .nanoseconds(2 * hour), precision: .zero, isAbsolute: false),
            .clock(.monotonic, timeout: .nanoseconds(hour), precision: .zero, isAbsolute: false),
            .clock(.monotonic, timeout: .max, precision: .zero, isAbsolute: false))
        #expect(events == [1])
        #expect(try clock.time(.realtime) == hour)
    }

    @Test("what is due at once leaves the time as it is")
    func due() throws {
        let clock = try clock(.stepping(.zero), start: 0)
        let sleep = Subscription.Kind.clock(.monotonic, timeout: .nanoseconds(hour), precision: .zero, isAbsolute: false)
        #expect(try clock.poll(sleep, .invalid(.invalidArgument, as: .read)) == [1])
        // Standard input is at its end.
        #expect(try clock.poll(sleep, .read(.standardInput)) == [1])
        #expect(try clock.time(.realtime) == 0)
    }

    @Test("a guest that waits for a descriptor waits as long as it says, and time has gone on if nothing came")
    func descriptors() throws {
        let pipe = HostPair.pipe()
        var configuration = UnixConfiguration()
        configuration.standardInput = .descriptor(pipe.reader)
        let base = try UnixSystem(configuration)
        let clock = VirtualClock(base, start: .zero, pace: .stepping(.zero))
        let span = Timestamp.nanoseconds(2_000_000)
        let before = try base.time()
        let sleep = Subscription.Kind.clock(.monotonic, timeout: span, precision: .zero, isAbsolute: false)
        #expect(try clock.poll(sleep, .read(.standardInput)) == [0])
        #expect(try base.time() - before >= 2_000_000)
        #expect(try clock.time(.realtime) == 2_000_000)
        pipe.send("x")
        #expect(try clock.poll(sleep, .read(.standardInput)) == [1])
        #expect(try clock.time(.realtime) == 2_000_000)
    }

    @Test("an interrupted system ends a sleep that would take no time")
    func interrupted() throws {
        let base = try UnixSystem(UnixConfiguration())
        base.interrupter.interrupt()
        let clock = VirtualClock(base, pace: .stepping(.zero))
        #expect(throws: Errno.canceled) {
            try clock.poll(.clock(.monotonic, timeout: .nanoseconds(1), precision: .zero, isAbsolute: false))
        }
    }

    @Test("at a rate of 1000, a sleep of two seconds is over after 2 ms, and not earlier by either clock")
    func scaled() throws {
        let base = try UnixSystem(UnixConfiguration())
        let clock = VirtualClock(base, pace: .scaled(1000))
        let (before, began) = (try clock.time(), try base.time())
        #expect(
            try clock.poll(.clock(.realtime, timeout: .nanoseconds(2_000_000_000), precision: .zero, isAbsolute: false)) == [
                0
            ])
        let (after, ended) = (try clock.time(), try base.time())
        #expect(after - before >= 2_000_000_000)
        #expect(ended - began >= 2_000_000)
        // A machine that is busy is late; it would be two seconds without the rate.
        #expect(ended - began < 2_000_000_000)
    }

    @Test("a rate that makes no sense is brought into the range", arguments: [0, -1, .infinity, .nan, 1e-30])
    func rates(_ rate: Double) throws {
        let clock = try clock(.scaled(rate), start: 5)
        #expect(try clock.time(.realtime) >= 5)
        #expect(try clock.poll(.clock(.monotonic, timeout: .zero, precision: .max, isAbsolute: false)) == [0])
    }
}
