import TestSupport
import Testing
import WASICore
import WASIMiddleware
import WASIUnix

@Suite("A policy in front of a network")
struct PolicedNetworkTests {
    let tree = TemporaryTree()
    private let loopback = NetworkRule(.network(IPNetwork(.v4(.loopback), prefixLength: 32)))

    private func system(
        connect: [NetworkRule] = [], listen: [NetworkRule] = [], resolve: [NameRule] = []
    ) throws -> PolicedNetwork {
        var policy = NetworkPolicy()
        (policy.connect, policy.listen, policy.resolve) = (connect, listen, resolve)
        return PolicedNetwork(try unixSystem(tree, network: .everything), policy: policy)
    }

    @Test("without rules, nothing is reached though the system would")
    func nothing() throws {
        let system = try system()
        let socket = try system.openSocket(.ipv4, .stream, .any)
        let messages = try system.openSocket(.ipv4, .datagram, .any)
        #expect(throws: Errno.permissionDenied) { try system.connect(socket, to: .ipv4(.loopback, port: 1)) }
        #expect(throws: Errno.permissionDenied) { try system.bind(socket, to: .ipv4(.loopback, port: 0)) }
        #expect(throws: Errno.permissionDenied) { try system.listen(socket, backlog: 1) }
        #expect(throws: Errno.permissionDenied) {
            try writing("x") { (buffers) throws(Errno) in
                try system.send(messages, from: buffers, flags: [], to: .ipv4(.loopback, port: 9))
            }
        }
        #expect(throws: Errno.permissionDenied) { try system.lookUp(AddressQuery(host: "name.invalid"), limit: 1) }
        #expect(try system.lookUp(AddressQuery(host: "127.0.0.1", service: "80"), limit: 1).count == 1)
    }

    @Test("a rule allows what it names, and 0.0.0.0 is judged as the address that it leads to")
    func rule() throws {
        let system = try system(connect: [NetworkRule(.network(IPNetwork(.v4(.any), prefixLength: 32)))], listen: [loopback])
        let listener = try system.openSocket(.ipv4, .stream, .any)
        try system.bind(listener, to: .ipv4(.loopback, port: 0))
        try system.listen(listener, backlog: 1)
        let port = try system.localAddress(of: listener).port ?? 0
        let client = try system.openSocket(.ipv4, .stream, .any)
        #expect(throws: Errno.permissionDenied) { try system.connect(client, to: .ipv4(.any, port: port)) }
    }

    @Test("what may connect may be bound to any address, and then may not listen there")
    func choice() throws {
        let system = try system(connect: [loopback])
        let socket = try system.openSocket(.ipv4, .stream, .any)
        try system.bind(socket, to: .ipv4(.any, port: 0))
        #expect(throws: Errno.permissionDenied) { try system.listen(socket, backlog: 1) }
        #expect(throws: Errno.connectionRefused) { try system.connect(socket, to: .ipv4(.any, port: 1)) }
    }

    @Test("each refusal is told")
    func told() throws {
        var attempts: [PolicedNetwork.Attempt] = []
        let system = PolicedNetwork(try unixSystem(tree, network: .everything), policy: .none) { attempt, _ in
            attempts.append(attempt)
        }
        let socket = try system.openSocket(.ipv4, .stream, .any)
        try? system.connect(socket, to: .ipv4(.loopback, port: 1))
        _ = try? system.lookUp(AddressQuery(host: "name.invalid"), limit: 1)
        #expect(attempts == [.connect(.ipv4(.loopback, port: 1)), .resolve("name.invalid")])
    }

    @Test("a rule with a name allows the public addresses that the system finds for it, and those that the guest was told")
    func names() throws {
        let base = NamedNetwork(try unixSystem(tree, network: .everything))
        base.names = ["api.example.org": [.v4(IPv4Address(93, 184, 216, 34)), .v4(IPv4Address(10, 0, 0, 1))]]
        var policy = NetworkPolicy()
        policy.connect = [NetworkRule(.name("api.example.org"), port: 443)]
        var decisions: [NetworkPolicy.Decision] = []
        let system = PolicedNetwork(base, policy: policy) { decisions.append($1) }
        let socket = try system.openSocket(.ipv4, .stream, .any)
        try system.connect(socket, to: .ipv4(IPv4Address(93, 184, 216, 34), port: 443))
        #expect(throws: Errno.permissionDenied) {
            try system.connect(socket, to: .ipv4(IPv4Address(93, 184, 216, 34), port: 80))
        }
        // Whoever answers for a name must not open the network of this machine.
        #expect(throws: Errno.permissionDenied) {
            try system.connect(socket, to: .ipv4(IPv4Address(10, 0, 0, 1), port: 443))
        }
        #expect(throws: Errno.permissionDenied) {
            try system.connect(socket, to: .ipv4(IPv4Address(93, 184, 216, 35), port: 443))
        }
        #expect(decisions == [.refused, .privateAddress(name: "api.example.org"), .refused])
        // The name may be looked up, and what the guest is told counts from then on.
        base.names = ["api.example.org": [.v4(IPv4Address(93, 184, 216, 35))]]
        #expect(try system.lookUp(AddressQuery(host: "API.example.org."), limit: 4).count == 1)
        try system.connect(socket, to: .ipv4(IPv4Address(93, 184, 216, 35), port: 443))
        #expect(base.connected.count == 2)
        #expect(throws: Errno.permissionDenied) { try system.lookUp(AddressQuery(host: "example.org"), limit: 4) }
    }
}

/// Knows some names, and only notes what it is told to connect to.
private final class NamedNetwork: ForwardingSystem {
    let base: any SystemInterface
    var names: [String: [IPAddress]] = [:]
    var connected: [SocketAddress] = []

    init(_ base: any SystemInterface) { self.base = base }

    func lookUp(_ query: AddressQuery, limit: Int) throws(Errno) -> [AddressInfo] {
        var name = query.host.lowercased()
        if name.hasSuffix(".") { name.removeLast() }
        guard let addresses = names[name] else { throw .unknownName }
        return addresses.map { AddressInfo(address: SocketAddress($0, port: 0), type: .stream, protocol: .tcp) }
    }

    func connect(_ fd: Descriptor, to address: SocketAddress) throws(Errno) { connected.append(address) }
}
