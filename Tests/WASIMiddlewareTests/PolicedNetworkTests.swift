import TestSupport
import Testing
import WASICore
import WASIMiddleware
import WASIUnix

@Suite("A policy in front of a network")
struct PolicedNetworkTests {
    private let loopback = NetworkRule(.network(IPNetwork(.v4(.loopback), prefixLength: 32)))

    private func system(
        connect: [NetworkRule] = [], listen: [NetworkRule] = [], resolve: [NameRule] = []
    ) throws -> PolicedNetwork {
        var policy = NetworkPolicy()
        (policy.connect, policy.listen, policy.resolve) = (connect, listen, resolve)
        return PolicedNetwork(try unixSystem(TemporaryTree(), network: .everything), policy: policy)
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
        let system = PolicedNetwork(try unixSystem(TemporaryTree(), network: .everything), policy: .none) { attempt, _ in
            attempts.append(attempt)
        }
        let socket = try system.openSocket(.ipv4, .stream, .any)
        try? system.connect(socket, to: .ipv4(.loopback, port: 1))
        _ = try? system.lookUp(AddressQuery(host: "name.invalid"), limit: 1)
        #expect(attempts == [.connect(.ipv4(.loopback, port: 1)), .resolve("name.invalid")])
    }
}
