import Synchronization
public import WASICore

/// A network between the systems of one process: machines with addresses, and names for them. No packet leaves the process.
///
/// ```swift
/// let network = MemoryNetwork()
/// var server = MemoryConfiguration()
/// server.machine = network.addMachine("server")
/// var client = MemoryConfiguration()
/// client.machine = network.addMachine("client")
/// // A guest on the client's machine can look "server" up and connect to it.
/// ```
///
/// Every machine has a loopback interface of its own; systems of one machine share it, its ports and its abstract names. What is sent
/// arrives at once and in order. A message is lost only if its receiver has no room. There is neither broadcast nor multicast.
/// A socket holds at most 512 KiB of what is on its way to it.
///
/// **Threads.** Everything may be used on any thread. All sockets of a network share one lock, which nobody holds while waiting.
public final class MemoryNetwork: Sendable {
    private let state = Mutex(NetworkState())

    /// Makes a network without machines.
    public init() {}

    /// Adds a machine with addresses that the network chooses: one of `10.0.0.0/8` and one of `fd00::/8`.
    ///
    /// - Parameter name: What it can be looked up by; `nil` for nothing.
    public func addMachine(_ name: String? = nil) -> MemoryMachine {
        let (id, addresses) = state.withLock { state in
            // A machine with this address may have been added by hand.
            var first = IPv4Address.any
            repeat {
                state.lastAddress &+= 1
                first = IPv4Address(rawValue: 0x0a00_0000 | state.lastAddress & 0xff_ffff)
            } while state.owners[.v4(first)] != nil
            let addresses: [IPAddress] = [
                .v4(first), .v6(IPv6Address(high: 0xfd00_0000_0000_0000, low: UInt64(state.lastAddress))),
            ]
            return (state.addMachine(addresses), addresses)
        }
        if let name { setAddresses(of: name, to: addresses) }
        return MemoryMachine(self, id, addresses)
    }

    /// Adds a machine with these addresses.
    ///
    /// - Throws: ``WASICore/Errno/addressInUse`` if another machine has one of them, ``WASICore/Errno/invalidArgument`` for a loopback
    ///   address or the like, which is no machine's own.
    public func addMachine(_ name: String? = nil, addresses: [IPAddress]) throws(Errno) -> MemoryMachine {
        let addresses = addresses.map(\.plain)
        let id = try perform { (state) throws(Errno) in
            for address in addresses {
                switch address.kind {
                case .unspecified, .loopback, .multicast, .broadcast: throw .invalidArgument
                default: break
                }
                if state.owners[address] != nil { throw .addressInUse }
            }
            return state.addMachine(addresses)
        }
        if let name { setAddresses(of: name, to: addresses) }
        return MemoryMachine(self, id, addresses)
    }

    /// Says which addresses a name has; none takes the name away. Case does not count.
    public func setAddresses(of name: String, to addresses: [IPAddress]) {
        guard let name = DomainName(name) else { return }
        state.withLock { $0.names[name] = addresses.isEmpty ? nil : addresses }
    }

    /// The addresses of a name.
    func addresses(of name: DomainName) -> [IPAddress] { state.withLock { $0.names[name] ?? [] } }

    func perform<Result>(_ body: (inout NetworkState) throws(Errno) -> Result) throws(Errno) -> Result {
        let outcome = state.withLock { state -> Swift.Result<Result, Errno> in
            do throws(Errno) { return .success(try body(&state)) } catch { return .failure(error) }
        }
        return try outcome.get()
    }
}

/// One machine of a ``MemoryNetwork``: what the sockets of its systems have in common. It leaves the network with the last reference.
public final class MemoryMachine: Sendable {
    /// The network that it is on.
    public let network: MemoryNetwork
    /// Its addresses beside the loopback ones; version 4 first if the network has chosen them.
    public let addresses: [IPAddress]
    let id: UInt64

    init(_ network: MemoryNetwork, _ id: UInt64, _ addresses: [IPAddress]) {
        self.network = network
        self.id = id
        self.addresses = addresses
    }

    /// A machine alone on a network of its own.
    public convenience init() {
        let network = MemoryNetwork()
        let id = (try? network.perform { (state) throws(Errno) in state.addMachine([]) }) ?? 0
        self.init(network, id, [])
    }

    deinit { try? network.perform { (state) throws(Errno) in state.removeMachine(addresses) } }
}
