import WASIRun

/// A time as a person writes it: `5s`, `1.5m`, `200ms`.
struct DurationArgument: Hashable {
    /// As it was written.
    var text: String
    var duration: Duration

    /// Understands the value of an option.
    init(_ text: String, option: String) throws(CommandFailure) {
        let units: [(String, Int64)] = [
            ("ns", 1), ("us", 1000), ("ms", 1_000_000), ("s", 1_000_000_000), ("m", 60_000_000_000),
            ("h", 3_600_000_000_000),
        ]
        self.text = text
        guard let (unit, scale) = units.first(where: { text.hasSuffix($0.0) }),
            let nanoseconds = scaled(text.dropLast(unit.count), by: scale), nanoseconds > 0
        else {
            throw .usage(
                "\(option) \"\(text)\": a time is a number with ns, us, ms, s, m or h behind it, such as 5s or 200ms")
        }
        duration = .nanoseconds(nanoseconds)
    }
}

/// A number of bytes as a person writes it: `64M`, `1G`, `500000`.
struct SizeArgument: Hashable {
    /// As it was written.
    var text: String
    var byteCount: Int

    /// Understands the value of an option.
    init(_ text: String, option: String) throws(CommandFailure) {
        self.text = text
        var number = text[...]
        var scale: Int64 = 1
        for (unit, size) in [("K", 1 << 10), ("M", 1 << 20), ("G", 1 << 30), ("T", 1 << 40)] as [(String, Int64)] {
            for spelling in [unit, unit.lowercased(), unit + "B", unit + "iB"] where number.hasSuffix(spelling) && scale == 1
            {
                number = number.dropLast(spelling.count)
                scale = size
            }
        }
        guard let count = scaled(number, by: scale), let byteCount = Int(exactly: count), byteCount > 0 else {
            throw .usage("\(option) \"\(text)\": a size is a number of bytes, or one with K, M or G behind it, such as 64M")
        }
        self.byteCount = byteCount
    }
}

/// A decimal number with up to nine digits behind the point, as a whole number of what is `scale` times as small. `nil` if it is none
/// or too large.
private func scaled(_ text: Substring, by scale: Int64) -> Int64? {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let digits = { (part: Substring) in !part.isEmpty && part.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }
    guard digits(parts[0]), let whole = Int64(parts[0]) else { return nil }
    let (product, overflow) = whole.multipliedReportingOverflow(by: scale)
    guard !overflow else { return nil }
    guard parts.count == 2 else { return product }
    guard digits(parts[1]), parts[1].utf8.count <= 9, let fraction = Int64(parts[1]) else { return nil }
    let divisor = parts[1].utf8.reduce(Int64(1)) { divisor, _ in divisor * 10 }
    let high = fraction.multipliedFullWidth(by: scale)
    let (sum, tooLarge) = product.addingReportingOverflow(divisor.dividingFullWidth(high).quotient)
    return tooLarge ? nil : sum
}

/// What bounds a run.
struct RunLimits: Hashable {
    var timeout: DurationArgument?
    var cpuTime: DurationArgument?
    var fuel: UInt64?
    var memory: SizeArgument?
    var tableElements: Int?
    var stack: SizeArgument?
    var output: SizeArgument?

    /// No limit.
    init() {}

    /// Understands the options.
    init(_ options: LimitOptions) throws(CommandFailure) {
        if let text = options.timeout { timeout = try DurationArgument(text, option: "--timeout") }
        if let text = options.cpuTime { cpuTime = try DurationArgument(text, option: "--cpu-time") }
        fuel = options.fuel
        if let text = options.memory { memory = try SizeArgument(text, option: "--max-memory") }
        if let number = options.tableElements {
            guard number >= 0 else { throw .usage("--max-table-elements \(number): the limit must be 0 or more") }
            tableElements = number
        }
        if let text = options.output { output = try SizeArgument(text, option: "--max-output") }
        if let text = options.stack {
            let size = try SizeArgument(text, option: "--max-stack")
            guard (64 << 10...60 << 20).contains(size.byteCount) else {
                throw .usage("--max-stack \(text): the limit must be from 64K to 60M")
            }
            stack = size
        }
    }

    /// What is said of a program that was stopped; `nil` where whoever has stopped it knows.
    func text(_ reason: StopReason) -> String? {
        switch reason {
        case .timeout: "the program was stopped: it has run for longer than --timeout \(timeout?.text ?? "") allows"
        case .cpuTime:
            "the program was stopped: it has used more processor time than --cpu-time \(cpuTime?.text ?? "") allows"
        case .fuel: "the program was stopped: it has executed more than --fuel \(fuel.map(String.init) ?? "") allows"
        case .output: "the program was stopped: it wants to write more than --max-output \(output?.text ?? "") allows"
        case .caller: "the program was stopped"
        case .signal: nil
        }
    }
}
