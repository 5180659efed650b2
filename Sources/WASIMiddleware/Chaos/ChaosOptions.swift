public import WASICore

/// Which faults ``Chaos`` makes, and how often.
///
/// ```swift
/// var options = ChaosOptions(seed: 42)
/// options.rules = [ChaosRule(rate: 0.05, faults: [.short, .interrupt], calls: [.fdRead, .fdWrite])]
/// ```
///
/// ``init(_:)`` reads the same from a text.
public struct ChaosOptions: Hashable, Sendable {
    /// What the faults follow from. Default: 0.
    public var seed: UInt64
    /// Of several rules that are for a call, the first whose dice fall makes the fault. Default: one rule with its defaults.
    public var rules: [ChaosRule]
    /// How many calls that a rule is for are let through at first. Default: 0.
    public var skippedCalls: UInt64 = 0
    /// How many faults are made at most; `nil` for any number, which is the default.
    public var maximumFaults: UInt64?

    /// Makes options.
    public init(seed: UInt64 = 0, rules: [ChaosRule] = [ChaosRule()]) {
        self.seed = seed
        self.rules = rules
    }
}

/// Some calls, and what may happen to them.
public struct ChaosRule: Hashable, Sendable {
    /// How likely a fault is for each call, from 0 to 1. A call for which none of ``faults`` is plausible is made as it is all the
    /// same. Default: 0.01.
    public var rate: Double
    /// What may happen. Default: all.
    public var faults: ChaosFaults
    /// The calls. ``Chaos/untouched`` are left alone even if they are named. Default: ``usualCalls``.
    public var calls: Set<SystemCallName>
    /// The only descriptors, for calls on one; `nil` for all but 0, 1 and 2, so that what a program reports arrives, which is the
    /// default.
    public var descriptors: Set<Descriptor>?
    /// The errors that calls fail with instead of those that are plausible for each. Default: none.
    public var errnos: [Errno] = []
    /// How late a call can be. Default: up to 10 ms.
    public var latency: ClosedRange<Timestamp> = .zero ... .nanoseconds(10_000_000)

    /// Makes a rule.
    public init(
        rate: Double = 0.01, faults: ChaosFaults = .all, calls: Set<SystemCallName> = ChaosRule.usualCalls,
        descriptors: Set<Descriptor>? = nil
    ) {
        self.rate = rate
        self.faults = faults
        self.calls = calls
        self.descriptors = descriptors
    }

    /// The calls on descriptors, paths, directories and sockets, but for ``Chaos/untouched``, and for `fd_fdstat_get`,
    /// `sock_getlocaladdr` and `sock_getpeeraddr`, with which libraries and tracers look at what there is.
    public static var usualCalls: Set<SystemCallName> {
        Set(
            SystemCallName.allCases.filter { name in
                switch name {
                case .fdFdstatGet, .sockGetlocaladdr, .sockGetpeeraddr: false
                default:
                    [.descriptors, .paths, .directories, .sockets].contains(name.family) && !Chaos.untouched.contains(name)
                }
            })
    }
}

/// Kinds of faults.
public struct ChaosFaults: OptionSet, Hashable, Sendable {
    /// A bit for each kind.
    public let rawValue: UInt8

    /// The kinds of some bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The call fails, and has done nothing: with an error that is plausible for it. `fd_close` closes all the same.
    public static var errno: ChaosFaults { ChaosFaults(rawValue: 1 << 0) }
    /// A read or write moves less than it could, and one byte at least. Not for messages, which would be cut.
    public static var short: ChaosFaults { ChaosFaults(rawValue: 1 << 1) }
    /// The call is made late. It waits by the system's own poll, so that a virtual clock and an interruption hold.
    public static var latency: ChaosFaults { ChaosFaults(rawValue: 1 << 2) }
    /// A call that may wait fails with ``WASICore/Errno/interrupted``, and has done nothing.
    public static var interrupt: ChaosFaults { ChaosFaults(rawValue: 1 << 3) }
    /// A connection is gone for good: the call fails with ``WASICore/Errno/connectionReset``, later reads bring the end, later writes
    /// fail with ``WASICore/Errno/brokenPipe``. The peer sees an end. Of datagrams, one that is sent is lost.
    public static var drop: ChaosFaults { ChaosFaults(rawValue: 1 << 4) }

    /// All of them.
    public static var all: ChaosFaults { [.errno, .short, .latency, .interrupt, .drop] }
}
