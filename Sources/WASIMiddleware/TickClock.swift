import CTimestampCounter
import HostClocks

/// A clock for adding up many short times, which costs a third of ``HostClock``.
///
/// It counts ticks of the processor's time stamp counter, whose rate comes out by comparing it with ``HostClock`` over the whole time;
/// nanoseconds where the processor has none that is a clock.
struct TickClock: Sendable {
    // Asking may read a file.
    private static let hasCounter = cts_is_clock()

    private let isCounter: Bool
    private let beginning: (ticks: UInt64, time: UInt64)

    /// Begins to compare.
    init() {
        isCounter = TickClock.hasCounter
        beginning = (cts_ticks(), HostClock.monotonic)
    }

    /// The ticks up to now.
    @inline(__always)
    var now: UInt64 { isCounter ? cts_ticks() : HostClock.monotonic }

    /// Makes nanoseconds of sums of ticks, by the rate since the beginning.
    func scale() -> TickScale {
        guard isCounter else { return TickScale(ticks: 1, nanoseconds: 1) }
        return TickScale(ticks: cts_ticks() &- beginning.ticks, nanoseconds: HostClock.monotonic &- beginning.time)
    }
}

/// How many nanoseconds ticks are.
struct TickScale {
    /// As many ticks as there are ``nanoseconds``.
    let ticks: UInt64
    let nanoseconds: UInt64

    /// As nanoseconds; the largest number for what none can hold.
    func nanoseconds(of count: UInt64) -> UInt64 {
        let product = count.multipliedFullWidth(by: nanoseconds)
        guard product.high < ticks else { return count == 0 || nanoseconds == 0 ? 0 : .max }
        return ticks.dividingFullWidth(product).quotient
    }
}
