import WASICore

extension ChaosOptions {
    /// Understands a text such as `seed=42,rate=0.01,faults=short+errno,calls=fd_*`.
    ///
    /// Settings are separated by commas, what a setting has several of by plus signs, rules by semicolons.
    ///
    /// | setting | means | default |
    /// |---|---|---|
    /// | `seed=N` | ``seed`` | 0 |
    /// | `rate=P` | ``ChaosRule/rate``: a number from 0 to 1, or as `2.5%` | 0.01 |
    /// | `faults=F+F` | ``ChaosRule/faults``: `errno`, `short`, `latency`, `eintr`, `drop`, `all` | `all` |
    /// | `calls=C+C` | ``ChaosRule/calls`` as ``TraceFilter`` has them: names with `*`, families, with `!` what not to touch | ``ChaosRule/usualCalls`` |
    /// | `fds=N+N` | ``ChaosRule/descriptors`` | all but 0, 1 and 2 |
    /// | `errno=E+E` | ``ChaosRule/errnos`` by their names: `EIO+ENOSPC` | what is plausible |
    /// | `latency=T` or `T-T` | ``ChaosRule/latency``, a time with `ns`, `us`, `ms` or `s` | `0ms-10ms` |
    /// | `skip=N` | ``skippedCalls`` | 0 |
    /// | `max=N` | ``maximumFaults`` | any number |
    ///
    /// `seed`, `skip` and `max` are for all rules.
    ///
    /// - Throws: ``ChaosOptionsError``, which says what is wrong.
    public init(_ text: String) throws(ChaosOptionsError) {
        self.init(rules: [])
        for part in text.split(separator: ";", omittingEmptySubsequences: false) {
            var rule = ChaosRule()
            for setting in part.split(separator: ",") {
                let halves = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                guard halves.count == 2, !halves[1].isEmpty else {
                    throw ChaosOptionsError("\"\(setting)\" is no setting; write for example seed=42 or calls=fd_*")
                }
                try set(halves[0], halves[1], &rule)
            }
            rules.append(rule)
        }
    }

    private mutating func set(_ name: String, _ value: String, _ rule: inout ChaosRule) throws(ChaosOptionsError) {
        switch name {
        case "seed": seed = try whole(name, value)
        case "skip": skippedCalls = try whole(name, value)
        case "max": maximumFaults = try whole(name, value)
        case "rate": rule.rate = try rate(value)
        case "faults": rule.faults = try faults(value)
        case "calls": rule.calls = try calls(value)
        case "fds":
            rule.descriptors = []
            for part in value.split(separator: "+") {
                guard let number = UInt32(part) else {
                    throw ChaosOptionsError(
                        "\"fds=\(value)\" names something that is no descriptor; write for example fds=3+4")
                }
                rule.descriptors?.insert(Descriptor(rawValue: number))
            }
        case "errno":
            for part in value.split(separator: "+") {
                let known = (1...Errno.lookUpSystemError.rawValue).lazy.map(Errno.init(rawValue:))
                guard let errno = known.first(where: { $0.name == part }) else {
                    throw ChaosOptionsError("\"errno=\(value)\" names no error; write for example errno=EIO+ENOSPC")
                }
                rule.errnos.append(errno)
            }
        case "latency": rule.latency = try latency(value)
        default:
            throw ChaosOptionsError(
                "\"\(name)\" is not known; there are seed, rate, faults, calls, fds, errno, latency, skip and max")
        }
    }

    private func whole(_ name: String, _ value: String) throws(ChaosOptionsError) -> UInt64 {
        guard let number = UInt64(value) else {
            throw ChaosOptionsError("\"\(name)=\(value)\" is no whole number from 0 on")
        }
        return number
    }

    private func rate(_ value: String) throws(ChaosOptionsError) -> Double {
        let isPercentage = value.hasSuffix("%")
        let text = isPercentage ? String(value.dropLast()) : value
        guard let number = Double(text), case let rate = isPercentage ? number / 100 : number, rate >= 0, rate <= 1 else {
            throw ChaosOptionsError("\"rate=\(value)\" is no probability; write a number from 0 to 1, or for example 2.5%")
        }
        return rate
    }

    private func faults(_ value: String) throws(ChaosOptionsError) -> ChaosFaults {
        var faults: ChaosFaults = []
        for part in value.split(separator: "+") {
            switch part {
            case "errno": faults.insert(.errno)
            case "short": faults.insert(.short)
            case "latency": faults.insert(.latency)
            case "eintr": faults.insert(.interrupt)
            case "drop": faults.insert(.drop)
            case "all": faults = .all
            default:
                throw ChaosOptionsError(
                    "\"\(part)\" is no kind of fault; there are errno, short, latency, eintr, drop and all")
            }
        }
        return faults
    }

    private func calls(_ value: String) throws(ChaosOptionsError) -> Set<SystemCallName> {
        let parts = value.split(separator: "+")
        // With nothing but what is not to be touched, it is the usual calls without those.
        var calls = parts.allSatisfy { $0.hasPrefix("!") } ? ChaosRule.usualCalls : []
        for part in parts where !part.hasPrefix("!") { calls.formUnion(try names(part)) }
        for part in parts where part.hasPrefix("!") { calls.subtract(try names(part.dropFirst())) }
        calls.subtract(Chaos.untouched)
        guard !calls.isEmpty else {
            throw ChaosOptionsError("\"calls=\(value)\" leaves no call that can be made to fail")
        }
        return calls
    }

    private func names(_ text: Substring) throws(ChaosOptionsError) -> Set<SystemCallName> {
        let pattern = Array(text.utf8)
        let names = SystemCallName.allCases.filter {
            matches(Array($0.description.utf8), pattern) || $0.family.rawValue == text
        }
        guard !names.isEmpty else {
            throw ChaosOptionsError("\"\(text)\" is no call and no family of calls; write for example fd_* or sockets")
        }
        if Chaos.untouched.isSuperset(of: names), let name = names.first {
            throw ChaosOptionsError("\"\(name)\" cannot be made to fail: programs do not expect it to")
        }
        return Set(names)
    }

    private func latency(_ value: String) throws(ChaosOptionsError) -> ClosedRange<Timestamp> {
        let spans = value.split(separator: "-", omittingEmptySubsequences: false).map { span($0) }
        if spans.count == 1, let most = spans[0] { return .zero...most }
        if spans.count == 2, let least = spans[0], let most = spans[1], least <= most { return least...most }
        throw ChaosOptionsError("\"latency=\(value)\" is no time; write for example latency=5ms or latency=1ms-20ms")
    }

    private func span(_ text: Substring) -> Timestamp? {
        for (unit, scale) in [("ns", 1), ("us", 1000), ("ms", 1_000_000), ("s", 1_000_000_000)] as [(String, UInt64)]
        where text.hasSuffix(unit) {
            guard let number = UInt64(text.dropLast(unit.count)) else { return nil }
            let (product, overflow) = number.multipliedReportingOverflow(by: scale)
            return overflow ? nil : .nanoseconds(product)
        }
        return nil
    }
}

/// Why ``ChaosOptions`` cannot be made of a text.
public struct ChaosOptionsError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong and what would work, as a sentence without a full stop.
    public var description: String

    init(_ description: String) { self.description = description.visible }
}
