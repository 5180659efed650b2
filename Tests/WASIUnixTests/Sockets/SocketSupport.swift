import TestSupport
import WASICore

@testable import WASIUnix

/// The families of the internet protocol.
let internet: [AddressFamily] = [.ipv4, .ipv6]

/// A system that may use the network as rules say; without any, as it likes.
func makeNetworkSystem(
    connect: [String]? = nil, listen: [String]? = nil, _ configure: (inout UnixConfiguration) -> Void = { _ in }
) throws -> UnixSystem {
    try makeSystem { configuration in
        if connect == nil && listen == nil {
            configuration.network = .everything
        } else {
            configuration.network.connect = (connect ?? []).map(rule)
            configuration.network.listen = (listen ?? []).map(rule)
        }
        configure(&configuration)
    }
}

/// The rule that a text writes.
func rule(_ text: String) -> NetworkRule {
    do throws(NetworkRuleError) { return try NetworkRule(text) } catch { fatalError("\(error)") }
}

/// The endpoint that a text writes.
func endpoint(_ text: String) -> SocketEndpoint {
    do throws(SocketEndpointError) { return try SocketEndpoint(text) } catch { fatalError("\(error)") }
}

/// The address that a text writes.
func address(_ text: String) -> SocketAddress {
    guard let address = SocketAddress(text) else { fatalError("\(text) is no address") }
    return address
}

/// This machine's own address.
func loopback(_ family: AddressFamily, _ port: UInt16 = 0) -> SocketAddress {
    family == .ipv6 ? .ipv6(.loopback, port: port) : .ipv4(.loopback, port: port)
}

/// Every address of the machine.
func anywhere(_ family: AddressFamily, _ port: UInt16 = 0) -> SocketAddress {
    family == .ipv6 ? .ipv6(.any, port: port) : .ipv4(.any, port: port)
}

extension SocketAddress {
    /// The same address with another port.
    func with(port: UInt16) -> SocketAddress { ip.map { SocketAddress($0, port: port) } ?? self }
}

extension UnixSystem {
    /// Makes a socket.
    func socket(_ family: AddressFamily, _ type: SocketType = .stream, isNonBlocking: Bool = false) throws(Errno)
        -> Descriptor
    {
        let fd = try openSocket(family, type, .any)
        if isNonBlocking { try setFlags(.nonBlocking, of: fd) }
        return fd
    }

    /// Makes a socket that is bound to a port of this machine's own address.
    func bound(_ family: AddressFamily, _ type: SocketType) throws(Errno) -> (Descriptor, SocketAddress) {
        let fd = try socket(family, type)
        try bind(fd, to: loopback(family))
        return (fd, try localAddress(of: fd))
    }

    /// Makes a socket that listens on a port of this machine's own address.
    func listener(_ family: AddressFamily, backlog: Int32 = 16) throws(Errno) -> (Descriptor, SocketAddress) {
        let (fd, address) = try bound(family, .stream)
        try listen(fd, backlog: backlog)
        return (fd, address)
    }

    /// Makes two streams that are connected with each other.
    func connection(_ family: AddressFamily) throws(Errno) -> (client: Descriptor, server: Descriptor) {
        let (listener, address) = try listener(family)
        let client = try socket(family)
        try connect(client, to: address)
        let server = try accept(listener, flags: [])
        try close(listener)
        return (client, server)
    }

    /// Sends a text.
    @discardableResult
    func send(_ fd: Descriptor, _ text: String) throws(Errno) -> Int {
        try writing(text) { buffers throws(Errno) in try self.send(fd, from: buffers, flags: []) }
    }

    /// Sends a text to an address.
    @discardableResult
    func send(_ fd: Descriptor, _ text: String, to address: SocketAddress) throws(Errno) -> Int {
        try writing(text) { buffers throws(Errno) in try self.send(fd, from: buffers, flags: [], to: address) }
    }

    /// Receives at most `count` bytes as text.
    func receiveText(_ fd: Descriptor, _ count: Int = 4096, _ flags: ReceiveFlags = []) throws(Errno) -> String {
        let bytes = try reading([count]) { buffers throws(Errno) in
            try self.receive(fd, into: &buffers, flags: flags).byteCount
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Receives a message as text.
    func message(
        _ fd: Descriptor, _ count: Int = 4096, _ flags: ReceiveFlags = []
    ) throws(Errno) -> (text: String, flags: ReceiveResultFlags, sender: SocketAddress?) {
        var message = ReceivedMessage(byteCount: 0, sender: nil)
        let bytes = try reading([count]) { buffers throws(Errno) in
            message = try self.receiveMessage(fd, into: &buffers, flags: flags)
            return message.byteCount
        }
        return (String(decoding: bytes, as: UTF8.self), message.flags, message.sender)
    }

    /// The events that are there without waiting.
    func ready(_ fds: Descriptor...) throws(Errno) -> [Event] {
        var subscriptions: [Subscription] = []
        for fd in fds {
            subscriptions.append(Subscription(userData: UInt64(fd.rawValue), kind: .read(fd)))
            subscriptions.append(Subscription(userData: UInt64(fd.rawValue), kind: .write(fd)))
        }
        subscriptions.append(
            Subscription(
                userData: .max, kind: .clock(.monotonic, timeout: .zero, precision: .zero, isAbsolute: false)))
        return try events(subscriptions).filter { $0.userData != .max }
    }

    /// Waits until a descriptor is readable or writable.
    func await(_ kind: Subscription.Kind) throws(Errno) {
        _ = try events([Subscription(userData: 0, kind: kind)])
    }

    /// The pending error of a socket.
    func pendingError(_ fd: Descriptor) throws(Errno) -> Errno? {
        guard case .error(let error) = try option(.error, of: fd) else { return .invalidArgument }
        return error
    }
}
