public import WASICore

/// A system whose network is used only as a policy allows, whatever the system itself allows.
///
/// ```swift
/// var policy = NetworkPolicy()
/// policy.connect = [try NetworkRule("api.example.org:443")]
/// command.network = .everything
/// command.wrappers.append { PolicedNetwork($0, policy: policy) }
/// ```
///
/// What is decided on is the address that a call gives and that the system is then handed; `0.0.0.0` and `::` are handed on as the
/// loopback address that they lead to. The addresses of names in rules are those that the system itself looks up, and those that the
/// guest was told in the last ten minutes. What is refused fails with ``WASICore/Errno/permissionDenied``. Sockets that the guest
/// was given, and what they accept, need no rule. Paths of local sockets are compared as they are written.
public final class PolicedNetwork: ForwardingSystem {
    /// What was refused.
    public enum Attempt: Hashable, Sendable {
        /// Connecting or sending to an address.
        case connect(SocketAddress)
        /// Binding to an address or listening there.
        case listen(SocketAddress)
        /// Looking a name up.
        case resolve(String)
    }

    /// Where calls go that are allowed.
    public let base: any SystemInterface
    /// What is allowed.
    public let policy: NetworkPolicy
    private let onRefusal: ((Attempt, NetworkPolicy.Decision) -> Void)?
    private let allowsEveryDestination: Bool
    /// The sockets of the guest's own making that have no address by a rule.
    @safe @exclusivity(unchecked) private var unruled: Set<Descriptor> = []
    @safe @exclusivity(unchecked) private var names = PolicedNames()

    /// Puts a policy in front of a system.
    ///
    /// - Parameter onRefusal: Told of what is refused, on the thread that runs the guest. Default: nobody.
    public init(
        _ base: any SystemInterface, policy: NetworkPolicy,
        onRefusal: ((Attempt, NetworkPolicy.Decision) -> Void)? = nil
    ) {
        self.base = base
        self.policy = policy
        self.onRefusal = onRefusal
        allowsEveryDestination = policy.connect.contains { $0.target == .any && $0.port == nil }
    }

    public func openSocket(
        _ family: AddressFamily, _ type: SocketType, _ protocol: SocketProtocol
    ) throws(Errno) -> Descriptor {
        let descriptor = try base.openSocket(family, type, `protocol`)
        unruled.insert(descriptor)
        return descriptor
    }

    public func bind(_ fd: Descriptor, to address: SocketAddress) throws(Errno) {
        let decision = policy.listening(on: address, addresses: addresses)
        // What connecting chooses by itself needs no rule for listening; listening on it then still does.
        let isChoice = address.port == 0 && address.ip?.canonical.kind == .unspecified && !policy.connect.isEmpty
        if decision != .allowed, !isChoice { throw refuse(.listen(address), decision) }
        try base.bind(fd, to: address)
        if decision == .allowed { unruled.remove(fd) }
    }

    public func listen(_ fd: Descriptor, backlog: Int32) throws(Errno) {
        if unruled.contains(fd) {
            let address = try base.localAddress(of: fd)
            let decision = policy.listening(on: address, addresses: addresses)
            // A local socket without a name cannot listen, and the system says so.
            if decision != .allowed, address != .unix(.unnamed) { throw refuse(.listen(address), decision) }
        }
        try base.listen(fd, backlog: backlog)
    }

    public func connect(_ fd: Descriptor, to address: SocketAddress) throws(Errno) {
        if allowsEveryDestination { return try base.connect(fd, to: address) }
        try check(address)
        try base.connect(fd, to: address.destination)
    }

    public func send(
        _ fd: Descriptor, from buffers: borrowing GatherBuffers, flags: SendFlags, to address: SocketAddress
    ) throws(Errno) -> Int {
        if allowsEveryDestination { return try base.send(fd, from: buffers, flags: flags, to: address) }
        try check(address)
        return try base.send(fd, from: buffers, flags: flags, to: address.destination)
    }

    public func lookUp(_ query: AddressQuery, limit: Int) throws(Errno) -> [AddressInfo] {
        // An empty host and what is no name are asked of nobody.
        let isAsked = IPAddress(query.host) == nil && DomainName(query.host) != nil
        if isAsked, !policy.resolves(query.host) {
            throw refuse(.resolve(query.host), .refused)
        }
        let answers = try base.lookUp(query, limit: limit)
        // What the guest has been told is what it will connect to.
        if isAsked, let name = DomainName(query.host) {
            names.add(answers.compactMap(\.address.ip), to: name.text, at: now)
        }
        return answers
    }

    public func close(_ fd: Descriptor) throws(Errno) {
        do throws(Errno) {
            try base.close(fd)
        } catch {
            if error != .badFileDescriptor { unruled.remove(fd) }
            throw error
        }
        if !unruled.isEmpty { unruled.remove(fd) }
    }

    public func renumber(_ fd: Descriptor, to target: Descriptor) throws(Errno) {
        try base.renumber(fd, to: target)
        guard fd != target, !unruled.isEmpty else { return }
        if unruled.remove(fd) != nil { unruled.insert(target) } else { unruled.remove(target) }
    }

    private func check(_ address: SocketAddress) throws(Errno) {
        let decision = policy.connecting(to: address, addresses: addresses)
        if decision != .allowed { throw refuse(.connect(address), decision) }
    }

    private func refuse(_ attempt: Attempt, _ decision: NetworkPolicy.Decision) -> Errno {
        onRefusal?(attempt, decision)
        return .permissionDenied
    }

    private var now: Timestamp { (try? base.time(of: .monotonic, precision: .zero)) ?? .zero }

    /// The addresses of a name among the rules.
    private func addresses(of name: String) -> [IPAddress] {
        let now = now
        if names.isDue(name, at: now) {
            let found = try? base.lookUp(AddressQuery(host: name), limit: 64)
            names.add((found ?? []).compactMap(\.address.ip), to: name, at: now)
            names.noteAsking(name, at: now)
        }
        return names.addresses(of: name, at: now)
    }
}

/// The addresses of names, as they were found in the last minutes.
private struct PolicedNames {
    private var found: [String: [IPAddress: Timestamp]] = [:]
    private var nextAsking: [String: Timestamp] = [:]

    private static let pause = Timestamp.nanoseconds(60_000_000_000)
    private static let life = Timestamp.nanoseconds(600_000_000_000)
    /// The most names that are remembered, and the most addresses of each.
    private static let limit = 1024

    func isDue(_ name: String, at now: Timestamp) -> Bool { now >= nextAsking[name, default: .zero] }

    func addresses(of name: String, at now: Timestamp) -> [IPAddress] {
        found[name]?.compactMap { $0.value > now ? $0.key : nil } ?? []
    }

    mutating func noteAsking(_ name: String, at now: Timestamp) { nextAsking[name] = now + Self.pause }

    mutating func add(_ addresses: [IPAddress], to name: String, at now: Timestamp) {
        guard found.count < Self.limit || found[name] != nil else { return }
        var known = found[name, default: [:]].filter { $0.value > now }
        for address in addresses where known.count < Self.limit || known[address] != nil { known[address] = now + Self.life }
        found[name] = known
    }
}
