import WASICore

/// How many times as fast as another clock a clock goes, as a fraction, so that nothing is lost of long spans.
struct ClockRate: Hashable, Sendable {
    private static let denominator: UInt64 = 1_000_000
    private let numerator: UInt64

    /// A rate from a millionth to a million; others are brought into this range, and what is no number is 1.
    init(_ rate: Double) {
        let millionths = rate.isNaN ? 1e6 : min(max(rate * 1e6, 1), 1e12)
        numerator = UInt64(millionths.rounded())
    }

    /// How much this clock goes on while the other one goes on by `span`, cut to whole nanoseconds.
    func scaled(_ span: Timestamp) -> Timestamp { quotient(span, numerator, Self.denominator).floor }

    /// How much the other clock must go on for this one to go on by `span` at least.
    func unscaled(_ span: Timestamp) -> Timestamp { quotient(span, Self.denominator, numerator).ceiling }

    private func quotient(_ span: Timestamp, _ factor: UInt64, _ divisor: UInt64) -> (floor: Timestamp, ceiling: Timestamp) {
        let product = span.rawValue.multipliedFullWidth(by: factor)
        guard product.high < divisor else { return (.max, .max) }
        let (quotient, remainder) = divisor.dividingFullWidth(product)
        let floor = Timestamp(rawValue: quotient)
        return (floor, remainder == 0 ? floor : floor + .nanoseconds(1))
    }
}
