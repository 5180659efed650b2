import WASICore

/// The addresses of the names among a policy's rules, as they were found in the last minutes.
///
/// A guest connects some time after it has looked a name up, and many names have another few of their addresses each time they are
/// asked for. So each address counts for ten minutes, however many were found since; a name is asked for at most once a minute.
struct RuleNames {
    private struct Entry {
        /// When the name may be asked for again.
        var next = Timestamp.zero
        /// When each address ceases to count.
        var addresses: [IPAddress: Timestamp] = [:]
    }

    private var entries: [String: Entry] = [:]

    private static let pause = Timestamp.nanoseconds(60_000_000_000)
    /// After a failure, which may pass sooner.
    private static let pauseAfterFailure = Timestamp.nanoseconds(15_000_000_000)
    private static let life = Timestamp.nanoseconds(600_000_000_000)
    /// The most addresses that a name can have.
    private static let limit = 1024

    /// Whether a name is to be asked for.
    func isDue(_ name: String, at now: Timestamp) -> Bool { now >= entries[name, default: Entry()].next }

    /// The addresses that count.
    func addresses(of name: String, at now: Timestamp) -> [IPAddress] {
        entries[name]?.addresses.compactMap { $0.value > now ? $0.key : nil } ?? []
    }

    /// Takes note of having asked.
    mutating func noteAsking(_ name: String, hasFailed: Bool, at now: Timestamp) {
        entries[name, default: Entry()].next = now + (hasFailed ? Self.pauseAfterFailure : Self.pause)
    }

    /// Takes note of what was found.
    mutating func add(_ addresses: [IPAddress], to name: String, at now: Timestamp) {
        var known = entries[name, default: Entry()].addresses.filter { $0.value > now }
        for address in addresses where known.count < Self.limit || known[address] != nil { known[address] = now + Self.life }
        entries[name, default: Entry()].addresses = known
    }
}
