import Synchronization
import TestSupport
import Testing
import WASICore
import WASIMemory

@Suite("A network in memory")
struct NetworkTests {
    private func system(_ machine: MemoryMachine, _ policy: NetworkPolicy = .everything) throws -> MemorySystem {
        var configuration = MemoryConfiguration()
        configuration.machine = machine
        configuration.network = policy
        return try MemorySystem(configuration)
    }

    private func address(_ machine: MemoryMachine, _ port: UInt16) -> SocketAddress {
        SocketAddress(machine.addresses[0], port: port)
    }

    @Test("a guest looks another machine up, connects to it and is answered, each on a thread of its own")
    func echo() throws {
        let network = MemoryNetwork()
        let server = Box(try system(network.addMachine("server.test")))
        let client = try system(network.addMachine())
        let listener = try server.system.openSocket(.ipv4, .stream, .tcp)
        try server.system.bind(listener, to: .ipv4(.any, port: 7))
        try server.system.listen(listener, backlog: 8)
        let thread = HostThread {
            let guest = Guest(server.system)
            guard let fd = try? server.system.accept(listener, flags: []) else { return }
            while let text = try? guest.read(fd), !text.isEmpty { _ = try? guest.write(fd, "<\(text)>") }
            try? server.system.close(fd)
        }
        let answers = try client.lookUp(AddressQuery(host: "Server.TEST", service: "echo", type: .stream), limit: 8)
        #expect(answers.map(\.address.family) == [.ipv4, .ipv6])
        let socket = try client.openSocket(.ipv4, .stream, .tcp)
        try client.connect(socket, to: answers[0].address)
        let guest = Guest(client)
        for text in ["one", "two"] {
            try guest.write(socket, text)
            #expect(try guest.read(socket) == "<\(text)>")
        }
        try client.shutdown(socket, .send)
        #expect(try guest.read(socket) == "")
        thread.join()
    }

    @Test("each machine has a loopback interface of its own, and ports of its own")
    func loopback() throws {
        let network = MemoryNetwork()
        let (one, other) = (try system(network.addMachine()), try system(network.addMachine()))
        for system in [one, other] {
            let listener = try system.openSocket(.ipv4, .stream, .any)
            try system.bind(listener, to: .ipv4(.loopback, port: 80))
            if system === one { try system.listen(listener, backlog: 1) }
        }
        try one.connect(try one.openSocket(.ipv4, .stream, .any), to: .ipv4(.loopback, port: 80))
        #expect(throws: Errno.connectionRefused) {
            try other.connect(try other.openSocket(.ipv4, .stream, .any), to: .ipv4(.loopback, port: 80))
        }
    }

    @Test("systems of one machine share its ports and abstract names")
    func sharedMachine() throws {
        let machine = MemoryNetwork().addMachine()
        let (one, other) = (try system(machine), try system(machine))
        try one.bind(try one.openSocket(.ipv4, .datagram, .any), to: .ipv4(.any, port: 53))
        #expect(throws: Errno.addressInUse) {
            try other.bind(try other.openSocket(.ipv4, .datagram, .any), to: .ipv4(.loopback, port: 53))
        }
        let listener = try one.openSocket(.unix, .stream, .any)
        try one.bind(listener, to: .unix(.abstract("name")))
        try one.listen(listener, backlog: 1)
        try other.connect(try other.openSocket(.unix, .stream, .any), to: .unix(.abstract("name")))
    }

    @Test("systems that share files meet at the names of local sockets in them")
    func localNames() throws {
        let files = MemoryFileSystem()
        try files.createDirectory("/run")
        let network = MemoryNetwork()
        let systems = try ["/run", "/var/run"].map { guest in
            var configuration = MemoryConfiguration()
            configuration.files = files
            configuration.grants = [MemoryGrant("/run", as: guest)]
            configuration.machine = network.addMachine()
            configuration.network = .everything
            return try MemorySystem(configuration)
        }
        let listener = try systems[0].openSocket(.unix, .stream, .any)
        try systems[0].bind(listener, to: .unix(.path("/run/app")))
        try systems[0].listen(listener, backlog: 1)
        let client = try systems[1].openSocket(.unix, .stream, .any)
        try systems[1].connect(client, to: .unix(.path("/var/run/app")))
        #expect(try systems[1].remoteAddress(of: client) == .unix(.path("/var/run/app")))
        #expect(try files.attributes("/run/app").type == .streamSocket)
    }

    @Test("a connection that has no room in the queue waits, and comes in when there is")
    func backlog() throws {
        let machine = MemoryNetwork().addMachine()
        let system = try system(machine)
        let listener = try system.openSocket(.ipv4, .stream, .any)
        try system.bind(listener, to: .ipv4(.loopback, port: 9))
        try system.listen(listener, backlog: 0)
        var clients: [Descriptor] = []
        for _ in 0..<3 {
            let client = try system.openSocket(.ipv4, .stream, .any)
            try system.setFlags(.nonBlocking, of: client)
            #expect(throws: Errno.nowInProgress) { try system.connect(client, to: .ipv4(.loopback, port: 9)) }
            clients.append(client)
        }
        let guest = Guest(system)
        let writable = clients.enumerated().map { Subscription(userData: UInt64($0.offset), kind: .write($0.element)) }
        #expect(try guest.poll(writable).map(\.userData) == [0])
        #expect(throws: Errno.alreadyInProcess) { try system.connect(clients[1], to: .ipv4(.loopback, port: 9)) }
        _ = try system.accept(listener, flags: [])
        #expect(try guest.poll(writable).map(\.userData) == [0, 1])
        // Closing the listener throws out who was not accepted, and refuses who still waited.
        try system.close(listener)
        #expect(try guest.poll(writable).map(\.userData) == [0, 1, 2])
        #expect(throws: Errno.connectionReset) { try guest.read(clients[1]) }
        #expect(try system.option(.error, of: clients[2]) == .error(.connectionRefused))
    }

    @Test("an address that nobody has cannot be reached, and one that another machine has cannot be taken")
    func addresses() throws {
        let network = MemoryNetwork()
        let (mine, other) = (network.addMachine(), network.addMachine())
        let system = try system(mine)
        let socket = try system.openSocket(.ipv4, .stream, .any)
        #expect(throws: Errno.noRouteToHost) { try system.connect(socket, to: .ipv4(IPv4Address(192, 0, 2, 1), port: 1)) }
        #expect(throws: Errno.addressNotAvailable) { try system.bind(socket, to: address(other, 1)) }
        #expect(throws: Errno.addressInUse) { try network.addMachine(addresses: other.addresses) }
        #expect(throws: Errno.invalidArgument) { try network.addMachine(addresses: [.v4(.loopback)]) }
        let fixed = try network.addMachine(addresses: [.v4(IPv4Address(203, 0, 113, 5))])
        #expect(throws: Errno.connectionRefused) { try system.connect(socket, to: address(fixed, 1)) }
    }

    @Test("a machine that is gone leaves its addresses")
    func goneMachine() throws {
        let network = MemoryNetwork()
        let ip = IPAddress.v4(IPv4Address(203, 0, 113, 5))
        for _ in 0..<2 { _ = try network.addMachine(addresses: [ip]) }
    }

    @Test("a socket of version 6 that has every address takes version 4 too, and shows it in its own form")
    func dualStack() throws {
        let system = try system(MemoryNetwork().addMachine())
        let listener = try system.openSocket(.ipv6, .stream, .any)
        try system.bind(listener, to: .ipv6(.any, port: 80))
        try system.listen(listener, backlog: 1)
        let client = try system.openSocket(.ipv4, .stream, .any)
        try system.connect(client, to: .ipv4(.loopback, port: 80))
        let server = try system.accept(listener, flags: [])
        #expect(try system.localAddress(of: server) == .ipv6(IPv6Address(mapping: .loopback), port: 80))
        #expect(try system.remoteAddress(of: server).ip == .v6(IPv6Address(mapping: .loopback)))
        #expect(throws: Errno.addressInUse) {
            try system.bind(try system.openSocket(.ipv4, .stream, .any), to: .ipv4(.any, port: 80))
        }
    }

    @Test("who was sent to may answer without a rule of its own")
    func correspondents() throws {
        let network = MemoryNetwork()
        let machine = network.addMachine()
        var policy = NetworkPolicy()
        policy.listen = [NetworkRule(.any)]
        let server = try system(machine, policy)
        let client = try system(network.addMachine())
        let socket = try server.openSocket(.ipv4, .datagram, .any)
        try server.bind(socket, to: .ipv4(.any, port: 53))
        let asking = try client.openSocket(.ipv4, .datagram, .any)
        try client.bind(asking, to: .ipv4(.any, port: 1234))
        #expect(throws: Errno.permissionDenied) { try Guest(server).send(socket, "unasked", to: .ipv4(.loopback, port: 9)) }
        try Guest(client).send(asking, "question", to: address(machine, 53))
        let (text, sender) = try Guest(server).receive(socket)
        #expect(text == "question")
        try Guest(server).send(socket, "answer", to: try #require(sender))
        #expect(try Guest(client).receive(asking).text == "answer")
    }

    @Test("a local datagram waits for room with its receiver, and goes on when there is")
    func localBackpressure() throws {
        let machine = MemoryNetwork().addMachine()
        let one = try system(machine)
        let receiver = try one.openSocket(.unix, .datagram, .any)
        try one.bind(receiver, to: .unix(.abstract("box")))
        let box = Box(try system(machine))
        let thread = HostThread {
            guard let socket = try? box.system.openSocket(.unix, .datagram, .any) else { return }
            for number in 0..<300 {
                _ = try? Guest(box.system).send(
                    socket, String(repeating: "\(number % 10)", count: 1_000), to: .unix(.abstract("box")))
            }
        }
        for number in 0..<300 { #expect(try Guest(one).receive(receiver).text.first == "\(number % 10)".first) }
        thread.join()
    }

    @Test("a connection between two threads brings every byte, in order")
    func throughput() throws {
        let machine = MemoryNetwork().addMachine()
        let server = Box(try system(machine))
        let listener = try server.system.openSocket(.ipv4, .stream, .any)
        try server.system.bind(listener, to: .ipv4(.loopback, port: 1))
        try server.system.listen(listener, backlog: 1)
        let total = 4 << 20
        let thread = HostThread {
            guard let fd = try? server.system.accept(listener, flags: []) else { return }
            _ = try? Guest(server.system).write(fd, (0..<total).map { UInt8(truncatingIfNeeded: $0 % 251) })
            try? server.system.close(fd)
        }
        let client = try system(machine)
        let socket = try client.openSocket(.ipv4, .stream, .any)
        try client.connect(socket, to: .ipv4(.loopback, port: 1))
        var received = 0
        var isInOrder = true
        while case let bytes = try Guest(client).readBytes(socket, 65_536), !bytes.isEmpty {
            for byte in bytes {
                isInOrder = isInOrder && byte == UInt8(truncatingIfNeeded: received % 251)
                received += 1
            }
        }
        thread.join()
        #expect(received == total && isInOrder)
    }
}
