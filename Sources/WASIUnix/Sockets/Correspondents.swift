import WASICore

/// Who has sent to a socket: those whom it may answer without a rule.
///
/// The memory is bounded, 24 KiB a socket: 256 sets of four, the longest silent of which gives way. Which set an address falls
/// into depends on a key of the process, so that nobody can choose addresses that push out another's.
final class Correspondents {
    private static let setCount = 256
    private static let waysPerSet = 4

    /// An address in one form for both versions; all zero for none, since nobody sends from port 0.
    private struct Sender: Hashable {
        var high: UInt64 = 0
        var low: UInt64 = 0
        var scope: UInt32 = 0
        var port: UInt16 = 0

        init() {}

        init?(_ address: SocketAddress) {
            switch address {
            case .ipv4(let address, let port): self.init(IPv6Address(mapping: address), port)
            case .ipv6(let address, let port): self.init(address, port)
            case .unix: return nil
            }
        }

        private init(_ address: IPv6Address, _ port: UInt16) {
            high = address.high
            low = address.low
            scope = address.scope
            self.port = port
        }
    }

    // In each set, the last to have sent stands first.
    private var senders = [Sender](repeating: Sender(), count: setCount * waysPerSet)

    /// Takes note of a sender.
    func insert(_ address: SocketAddress) {
        guard let sender = Sender(address), sender.port != 0 else { return }
        let start = Self.start(of: sender)
        if senders[start] == sender { return }
        var moved = sender
        for index in start..<start + Self.waysPerSet {
            let next = senders[index]
            senders[index] = moved
            if next == sender { return }
            moved = next
        }
    }

    /// Whether an address has sent, and not too many others since.
    func contains(_ address: SocketAddress) -> Bool {
        guard let sender = Sender(address), sender.port != 0 else { return false }
        let start = Self.start(of: sender)
        for index in start..<start + Self.waysPerSet where senders[index] == sender { return true }
        return false
    }

    private static func start(of sender: Sender) -> Int {
        Int(UInt(bitPattern: sender.hashValue) % UInt(setCount)) * waysPerSet
    }
}
