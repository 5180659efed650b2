public import WASICore

/// Makes faults that follow from a seed: calls that fail, move less, come late, are interrupted, connections that are dropped.
///
/// ```swift
/// command.wrappers.append { system in
///     Chaos(ChaosOptions(seed: 42)) { fault in print(fault) }.wrapping(system)
/// }
/// ```
///
/// **The same seed gives the same faults** for the same sequence of calls: whether call number n suffers follows from the seed, n and
/// the call alone, not from what happened before. Only calls that some rule is for are counted, so that what a tracer asks for itself
/// changes nothing as long as no rule is for it. What is plausible depends on the descriptor: ``WASICore/Errno/connectionReset`` is for
/// sockets, ``WASICore/Errno/resourceTemporarilyUnavailable`` for what does not wait. What the guest gets otherwise is the system's: a
/// call that fails here has not been made, but for `fd_close`.
///
/// A tracer that is put in front of it later shows the faults as the guest sees them. One chaos is for one guest.
public final class Chaos: Interceptor {
    /// The calls that never suffer: those that nothing outside of the program makes fail, and `fd_prestat_get`, at whose errors libraries
    /// end the program or take the rest of the granted directories for missing.
    public static let untouched: Set<SystemCallName> = [
        .argsGet, .environGet, .fdPrestatGet, .procExit, .procRaise, .clockResGet, .fdTell, .fdFdstatSetRights,
    ]

    /// What is done.
    public let options: ChaosOptions
    /// How many faults have been made.
    public private(set) var faultCount: UInt64 = 0

    private let onFault: ((ChaosFault) -> Void)?
    /// Per rule, its calls as bits and how likely a fault is as a part of 2⁶⁴.
    private let dice: [(calls: UInt64, threshold: UInt64)]
    /// The calls that some rule is for.
    private let calls: UInt64
    // Calls do not overlap.
    @safe @exclusivity(unchecked) private var number: UInt64 = 0
    @safe @exclusivity(unchecked) private var dropped: Set<Descriptor> = []
    @safe @exclusivity(unchecked) private var limiter: TransferLimiter?

    /// Makes a source of faults.
    ///
    /// - Parameter onFault: Told of each fault before it happens, on the thread that runs the guest. Default: nobody.
    public init(_ options: ChaosOptions, onFault: ((ChaosFault) -> Void)? = nil) {
        self.options = options
        self.onFault = onFault
        let dice: [(calls: UInt64, threshold: UInt64)] = options.rules.map { rule in
            let calls = rule.calls.subtracting(Chaos.untouched).reduce(UInt64(0)) { $0 | 1 << UInt64($1.rawValue) }
            return (calls, threshold(rule.rate))
        }
        self.dice = dice
        calls = dice.reduce(0) { $0 | $1.calls }
    }

    /// Stands in front of a system, which it asks what descriptors are.
    public func wrapping(_ system: any SystemInterface) -> any SystemInterface {
        let limiter = TransferLimiter(system)
        self.limiter = limiter
        return InterceptedSystem(limiter, by: self)
    }

    public func intercept(
        _ call: SystemCall, _ proceed: () throws(Errno) -> SystemValue
    ) throws(Errno) -> SystemValue {
        if !dropped.isEmpty, let value = try answerDropped(call, proceed) { return value }
        let bit: UInt64 = 1 << UInt64(call.name.rawValue)
        guard calls & bit != 0 else { return try proceed() }
        number &+= 1
        for index in dice.indices where dice[index].calls & bit != 0 {
            var chance = SplitMix64(seed: options.seed &+ UInt64(index), place: number)
            guard chance.next() < dice[index].threshold, isWanted(call, options.rules[index]) else { continue }
            guard let effect = choose(call, options.rules[index], &chance) else { continue }
            return try suffer(effect, call, proceed)
        }
        return try proceed()
    }

    private func isWanted(_ call: SystemCall, _ rule: ChaosRule) -> Bool {
        guard number > options.skippedCalls, faultCount < options.maximumFaults ?? .max else { return false }
        guard let descriptor = call.descriptor else { return rule.descriptors == nil }
        return rule.descriptors?.contains(descriptor) ?? (descriptor.rawValue > 2)
    }
}

// MARK: Faults

extension Chaos {
    /// Chooses among what is plausible for a call.
    private func choose(_ call: SystemCall, _ rule: ChaosRule, _ chance: inout SplitMix64) -> ChaosFault.Effect? {
        var status: DescriptorStatus?
        if let descriptor = call.descriptor {
            // What fails by itself is left alone.
            status = try? limiter?.base.status(of: descriptor)
            if status == nil { return nil }
        }
        var effects: [ChaosFault.Effect] = []
        if rule.faults.contains(.errno) {
            let errnos = rule.errnos.isEmpty ? call.plausibleErrnos(status) : rule.errnos
            if !errnos.isEmpty { effects.append(.failed(errnos[Int(chance.below(UInt64(errnos.count)))])) }
        }
        let byteCount = call.shortenableByteCount(status)
        if rule.faults.contains(.short), byteCount > 1 {
            effects.append(.shortened(Int(chance.below(UInt64(byteCount - 1))) + 1))
        }
        if rule.faults.contains(.latency) {
            let (least, most) = (rule.latency.lowerBound, rule.latency.upperBound)
            let width = (most - least).rawValue
            effects.append(.delayed(least + .nanoseconds(width == .max ? chance.next() : chance.below(width + 1))))
        }
        if rule.faults.contains(.interrupt), call.canBeInterrupted { effects.append(.failed(.interrupted)) }
        if rule.faults.contains(.drop) {
            if status?.type == .streamSocket, call.isTransfer, isConnected(call.descriptor) { effects.append(.dropped) }
            if status?.type == .datagramSocket, call.sentMessage != nil { effects.append(.lost) }
        }
        return effects.isEmpty ? nil : effects[Int(chance.below(UInt64(effects.count)))]
    }

    private func suffer(
        _ effect: ChaosFault.Effect, _ call: SystemCall, _ proceed: () throws(Errno) -> SystemValue
    ) throws(Errno) -> SystemValue {
        faultCount &+= 1
        onFault?(ChaosFault(number: number, call: call.name, descriptor: call.descriptor, effect: effect))
        switch effect {
        case .failed(let error):
            // It is closed all the same.
            if call.name == .fdClose { _ = try proceed() }
            throw error
        case .shortened(let byteCount):
            limiter?.next = byteCount
            defer { limiter?.next = nil }
            return try proceed()
        case .delayed(let span):
            try wait(span)
            return try proceed()
        case .dropped:
            if let descriptor = call.descriptor {
                // So that the peer, and whoever waits for this end, sees it too.
                try? limiter?.base.shutdown(descriptor, .all)
                dropped.insert(descriptor)
            }
            throw .connectionReset
        case .lost: return call.sentMessage ?? .none
        }
    }

    /// Waits by the system's own clock. Costs an allocation.
    private func wait(_ span: Timestamp) throws(Errno) {
        guard let system = limiter?.base else { return }
        let kind = Subscription.Kind.clock(.monotonic, timeout: span, precision: .zero, isAbsolute: false)
        let subscriptions = [Subscription(userData: 0, kind: kind)]
        _ = try [Event](capacity: 1) { (events: inout OutputSpan<Event>) throws(Errno) in
            try system.poll(subscriptions.span, into: &events)
        }
    }

    private func isConnected(_ descriptor: Descriptor?) -> Bool {
        guard let descriptor, let system = limiter?.base else { return false }
        return (try? system.remoteAddress(of: descriptor)) != nil
    }

    /// What a call on a dropped connection brings; `nil` for a call that goes on as always.
    private func answerDropped(
        _ call: SystemCall, _ proceed: () throws(Errno) -> SystemValue
    ) throws(Errno) -> SystemValue? {
        if case .fdRenumber(let from, to: let to) = call, dropped.contains(from) || dropped.contains(to), from != to {
            let value = try proceed()
            if dropped.remove(from) != nil { dropped.insert(to) } else { dropped.remove(to) }
            return value
        }
        guard let descriptor = call.descriptor, dropped.contains(descriptor) else { return nil }
        switch call {
        case .fdClose:
            dropped.remove(descriptor)
            return try proceed()
        case .fdRead: return .count(0)
        case .sockRecv: return .received(Received(byteCount: 0))
        case .sockRecvFrom: return .message(ReceivedMessage(byteCount: 0, sender: nil))
        case .fdWrite, .sockSend: throw .brokenPipe
        case .sockShutdown, .sockGetpeeraddr: throw .socketNotConnected
        default: return nil
        }
    }
}

/// A probability as a part of 2⁶⁴.
private func threshold(_ rate: Double) -> UInt64 {
    if !(rate > 0) { return 0 }
    if rate >= 1 { return .max }
    return UInt64(exactly: (rate * 0x1p64).rounded(.down)) ?? .max
}
