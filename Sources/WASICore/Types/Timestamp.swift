/// A point in time or a span of time, in nanoseconds.
///
/// What it counts from depends on the clock: 1970-01-01T00:00:00Z for ``Clock/realtime``, a point of the system's choice
/// for the others. All arithmetic saturates, so that no value that comes from a guest can trap.
///
/// WASI: [`timestamp`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#timestamp).
@frozen
public struct Timestamp: RawRepresentable, Hashable, Comparable, Sendable {
    /// Nanoseconds.
    public var rawValue: UInt64

    @inlinable
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    /// A number of nanoseconds.
    @inlinable
    public static func nanoseconds(_ count: UInt64) -> Timestamp { Timestamp(rawValue: count) }

    /// The time of seconds and nanoseconds since the epoch; before the epoch it is 0, beyond the year 2554 the largest value.
    @inlinable
    public init(seconds: Int64, nanoseconds: Int64) {
        guard seconds >= 0, nanoseconds >= 0 else {
            self.init(rawValue: 0)
            return
        }
        let (product, overflow) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, carry) = product.addingReportingOverflow(UInt64(nanoseconds))
        self.init(rawValue: overflow || carry ? .max : sum)
    }

    /// 0.
    @inlinable public static var zero: Timestamp { Timestamp(rawValue: 0) }
    /// About 584 years; as a timeout, it stands for ever.
    @inlinable public static var max: Timestamp { Timestamp(rawValue: .max) }

    /// Whole seconds.
    @inlinable public var seconds: UInt64 { rawValue / 1_000_000_000 }
    /// The nanoseconds beyond ``seconds``, below 10⁹.
    @inlinable public var subsecondNanoseconds: UInt64 { rawValue % 1_000_000_000 }

    @inlinable
    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.rawValue < right.rawValue }

    /// The sum, or ``max`` where it does not fit.
    @inlinable
    public static func + (left: Timestamp, right: Timestamp) -> Timestamp {
        let (sum, overflow) = left.rawValue.addingReportingOverflow(right.rawValue)
        return overflow ? .max : Timestamp(rawValue: sum)
    }

    /// The difference, or ``zero`` where it would be negative.
    @inlinable
    public static func - (left: Timestamp, right: Timestamp) -> Timestamp {
        left.rawValue > right.rawValue ? Timestamp(rawValue: left.rawValue &- right.rawValue) : .zero
    }
}
