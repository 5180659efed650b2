import HostClocks
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite("The host's clocks") struct HostClockTests {
    @Test("the monotonic clock counts the nanoseconds that others count, and never goes backwards") func monotonic() {
        let begin = SuspendingClock.now
        let first = HostClock.monotonic
        var last = first
        while last &- first < 2_000_000 {
            let now = HostClock.monotonic
            #expect(now >= last)
            last = now
        }
        #expect(SuspendingClock.now - begin >= .milliseconds(2))
    }

    @Test("the real time is the one of the host") func realtime() {
        let before = UInt64(time(nil))
        let now = HostClock.realtime / 1_000_000_000
        // Seconds are cut off, by the two at different moments.
        #expect((before...UInt64(time(nil)) + 1).contains(now))
    }

    @Test("the time of a thread and of its process pass while it computes") func processor() {
        // In this order, so that all that the thread's time counts is in the process's.
        let process = HostClock.processTime
        let thread = HostClock.threadTime
        while HostClock.threadTime &- thread < 1_000_000 {}
        #expect(HostClock.processTime &- process >= 1_000_000)
    }
}
