import Testing
import WASICore

@Suite("Timestamp")
struct TimestampTests {
    @Test("is made of seconds and nanoseconds, and stops at its ends")
    func parts() {
        #expect(Timestamp(seconds: 1, nanoseconds: 5).rawValue == 1_000_000_005)
        #expect(Timestamp(seconds: 0, nanoseconds: 0) == .zero)
        #expect(Timestamp(seconds: -1, nanoseconds: 999_999_999) == .zero)
        #expect(Timestamp(seconds: 1, nanoseconds: -1) == .zero)
        #expect(Timestamp(seconds: .min, nanoseconds: .min) == .zero)
        #expect(Timestamp(seconds: .max, nanoseconds: .max) == .max)
        #expect(Timestamp(seconds: 18_446_744_073, nanoseconds: 709_551_615) == .max)
        #expect(Timestamp(seconds: 18_446_744_073, nanoseconds: 709_551_614).rawValue == UInt64.max - 1)
        #expect(Timestamp(seconds: 18_446_744_073, nanoseconds: 709_551_616) == .max)
        #expect(Timestamp(seconds: 18_446_744_074, nanoseconds: 0) == .max)
    }

    @Test("is split into seconds and nanoseconds")
    func split() {
        let time = Timestamp.nanoseconds(12_345_678_901)
        #expect(time.seconds == 12)
        #expect(time.subsecondNanoseconds == 345_678_901)
        #expect(Timestamp.max.seconds == 18_446_744_073)
        #expect(Timestamp.max.subsecondNanoseconds == 709_551_615)
    }

    @Test("sums and differences stop at the ends instead of wrapping")
    func arithmetic() {
        #expect(Timestamp.nanoseconds(2) + .nanoseconds(3) == .nanoseconds(5))
        #expect(Timestamp.max + .nanoseconds(1) == .max)
        #expect(Timestamp.max + .max == .max)
        #expect(Timestamp.nanoseconds(5) - .nanoseconds(3) == .nanoseconds(2))
        #expect(Timestamp.nanoseconds(3) - .nanoseconds(5) == .zero)
        #expect(Timestamp.zero - .max == .zero)
        #expect(Timestamp.zero < .nanoseconds(1))
    }
}
