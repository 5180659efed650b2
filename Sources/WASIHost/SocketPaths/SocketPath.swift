import WASICore

/// What a path of the form `tcp+listen://:8080?backlog=16` asks for.
struct SocketPath {
    /// What is done with the new socket.
    enum Operation: String {
        /// It is bound, and takes connections if it is a stream.
        case listen
        /// It is connected.
        case dial
    }

    let operation: Operation
    let endpoint: SocketEndpoint

    /// - Returns: `nil` for a path that has not this form.
    /// - Throws: ``WASICore/Errno/invalidArgument`` for one that has, and names no endpoint.
    init?(_ text: String) throws(Errno) {
        guard let plus = text.firstIndex(of: "+"), let colon = text[plus...].firstIndex(of: ":"),
            let operation = Operation(rawValue: String(text[text.index(after: plus)..<colon])),
            ["tcp", "tcp4", "tcp6", "udp", "udp4", "udp6"].contains(text[..<plus]), text[colon...].hasPrefix("://")
        else { return nil }
        self.operation = operation
        do throws(SocketEndpointError) {
            endpoint = try SocketEndpoint(String(text[..<plus] + text[colon...]))
        } catch {
            throw .invalidArgument
        }
    }

    /// The rights that the socket can have.
    var rights: Rights { operation == .listen && endpoint.type == .stream ? .listener : .connection }

    /// The rights that the sockets can have that it makes.
    var inheriting: Rights { operation == .listen && endpoint.type == .stream ? .connection : [] }
}

extension SocketPath {
    /// Opens the socket, at the first of the endpoint's addresses at which it can be.
    func open(on system: any SystemInterface, flags: DescriptorFlags) throws(Errno) -> Descriptor {
        var failure = Errno.noAddress
        for address in try addresses(on: system) {
            do throws(Errno) {
                return try open(address, on: system, flags: flags)
            } catch {
                // The port is taken, whatever other address it may be free at; and whoever interrupts wants an end.
                if error == .canceled || operation == .listen && error == .addressInUse { throw error }
                // The first failure is the one to know, unless the host just lacks the address's family.
                if failure == .noAddress || failure == .addressFamilyNotSupported { failure = error }
            }
        }
        throw failure
    }

    private func open(
        _ address: SocketAddress, on system: any SystemInterface, flags: DescriptorFlags
    ) throws(Errno) -> Descriptor {
        let descriptor = try system.openSocket(address.family, endpoint.type, .any)
        do throws(Errno) {
            // Before it connects, so that it does not wait for that.
            if endpoint.isNonBlocking || flags.contains(.nonBlocking) { try system.setFlags(.nonBlocking, of: descriptor) }
            switch operation {
            case .listen: try listen(descriptor, address, on: system)
            case .dial: try dial(descriptor, address, on: system)
            }
            return descriptor
        } catch {
            try? system.close(descriptor)
            throw error
        }
    }

    private func listen(
        _ descriptor: Descriptor, _ address: SocketAddress, on system: any SystemInterface
    ) throws(Errno) {
        // Datagrams of two programs at one port would go to either of them.
        if endpoint.type == .stream, endpoint.reusesAddress {
            try system.setOption(.reuseAddress, to: .flag(true), of: descriptor)
        }
        try system.bind(descriptor, to: address)
        if endpoint.type == .stream { try system.listen(descriptor, backlog: endpoint.backlog) }
    }

    private func dial(
        _ descriptor: Descriptor, _ address: SocketAddress, on system: any SystemInterface
    ) throws(Errno) {
        if endpoint.type == .stream, endpoint.sendsAtOnce {
            try system.setOption(.noDelay, to: .flag(true), of: descriptor)
        }
        do throws(Errno) {
            try system.connect(descriptor, to: address)
        } catch .nowInProgress {
            // The program learns how it went when the socket becomes writable.
        }
    }

    /// The endpoint's addresses, in the order in which they are tried.
    private func addresses(on system: any SystemInterface) throws(Errno) -> [SocketAddress] {
        guard case .internet(let host, let service, let family) = endpoint.place else { return [] }
        let hosts: [String] =
            switch (operation, family) {
            case _ where !host.isEmpty: [host]
            case (.listen, .ipv4): ["0.0.0.0"]
            case (.listen, .ipv6): ["::"]
            // Where there is version 6, its socket takes connections of both.
            case (.listen, _): ["::", "0.0.0.0"]
            case (.dial, .ipv4): ["127.0.0.1"]
            case (.dial, .ipv6): ["::1"]
            case (.dial, _): ["127.0.0.1", "::1"]
            }
        var addresses: [SocketAddress] = []
        for host in hosts {
            let query = AddressQuery(
                host: host, service: service, family: family, type: endpoint.type,
                protocol: endpoint.type == .stream ? .tcp : .udp)
            addresses += try system.lookUp(query, limit: HostLimits.answers).map(\.address)
        }
        return addresses
    }
}
