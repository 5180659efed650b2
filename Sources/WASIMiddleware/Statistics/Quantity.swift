/// Numbers for people: three digits and a unit.
enum Quantity {
    /// `950 ns`, `12.3 µs`, `1.05 s`.
    static func time(_ time: Duration) -> String {
        text(time.nanoseconds, [(1_000_000_000, "s"), (1_000_000, "ms"), (1000, "µs"), (1, "ns")])
    }

    /// `950 B`, `12.3 kB`: what was moved, in powers of ten.
    static func bytes(_ count: UInt64) -> String {
        text(count, [(1_000_000_000_000, "TB"), (1_000_000_000, "GB"), (1_000_000, "MB"), (1000, "kB"), (1, "B")])
    }

    /// `64.0 KiB`, `1.06 MiB`: memory, in powers of two.
    static func memory(_ count: UInt64) -> String {
        text(count, [(1 << 40, "TiB"), (1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB"), (1, "B")])
    }

    /// `62.3`, of a hundred; `0.0` of nothing.
    static func percent(_ part: UInt64, of whole: UInt64) -> String {
        guard whole > 0 else { return "0.0" }
        let tenths = Int((Double(part) / Double(whole) * 1000).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    private static func text(_ value: UInt64, _ units: [(size: UInt64, name: String)]) -> String {
        guard let unit = units.first(where: { value >= $0.size }), unit.size > 1 else {
            return "\(value) \(units.last?.name ?? "")"
        }
        // The sizes are small enough, and what is left of a division by the largest is too.
        let hundredths = value / unit.size * 100 + (value % unit.size * 100 + unit.size / 2) / unit.size
        let number: String
        if hundredths < 1000 {
            number = "\(hundredths / 100)." + padded(hundredths % 100)
        } else if hundredths < 9995 {
            number = "\((hundredths + 5) / 100).\((hundredths + 5) / 10 % 10)"
        } else {
            number = "\((hundredths + 50) / 100)"
        }
        return "\(number) \(unit.name)"
    }

    private static func padded(_ number: UInt64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
