import WASICore

// What a guest was not granted is refused.
extension SocketCases {
    @CaseBuilder
    static var policy: [ConformanceCase] {
        for kind in SocketKind.internet {
            refused(kind, "to be bound", .none) { guest in
                try guest.bind(try guest.open(kind), to: kind.loopback())
            }
            refused(kind, "to be connected", .none) { guest in
                try guest.connect(try guest.open(kind), to: kind.loopback(port: 1))
            }
        }
        for kind in SocketKind.internetStreams {
            refused(kind, "to listen without an address", .none) { guest in try guest.listen(try guest.open(kind)) }
        }
        for kind in SocketKind.internetDatagrams {
            refused(kind, "to send", .none) { guest in
                try guest.send(try guest.open(kind), "x", to: kind.loopback(port: 1))
            }
        }
        for kind in SocketKind.internet {
            refused(kind, "to be bound to every address", bindsLoopback) { guest in
                try guest.bind(try guest.open(kind), to: kind.everywhere())
            }
            refused(kind, "to be connected where they may only be bound", bindsLoopback) { guest in
                let (_, address) = try guest.bound(kind)
                try guest.connect(try guest.open(kind), to: address)
            }
        }
        refused(.ipv6Streams, "to reach an IPv4 address by its IPv6 form", connectsIPv6) { guest in
            try guest.connect(try guest.open(.ipv6Streams), to: .ipv6(IPv6Address(mapping: .loopback), port: 1))
        }
        ConformanceCase(
            "looking up a name is refused without a grant", .sockets, needs: [.sockets, .networkPolicy, .lookUp]
        ) { guest in
            // A name that nobody has, should it be looked up all the same: RFC 6761.
            try guest.refuses(.permissionDenied) { try guest.lookUp(AddressQuery(host: "name.invalid", service: "80")) }
        }
        ConformanceCase(
            "looking up a numeric address needs no grant", .sockets, needs: [.sockets, .lookUp]
        ) { guest in
            let query = AddressQuery(host: "127.0.0.1", service: "80", type: .stream, flags: .numericService)
            try expect(try guest.lookUp(query).map(\.address), is: [.ipv4(.loopback, port: 80)], "the addresses")
        }
    }

    /// A case in which something is refused for want of a grant.
    private static func refused(
        _ kind: SocketKind, _ what: String, _ policy: NetworkPolicy,
        _ body: @escaping @Sendable (Guest) throws -> some Any
    ) -> ConformanceCase {
        var request = SystemRequest()
        request.network = policy
        let reason = policy == .none ? "without a grant" : "by another grant"
        return ConformanceCase(
            "\(kind) are refused \(what) \(reason)", .sockets, needs: kind.needs.union([.networkPolicy]), request: request
        ) { guest in
            try guest.refuses(.permissionDenied) { try body(guest) }
        }
    }

    private static var bindsLoopback: NetworkPolicy {
        var policy = NetworkPolicy()
        policy.listen = [
            NetworkRule(.network(IPNetwork(.v4(.loopback), prefixLength: 32))),
            NetworkRule(.network(IPNetwork(.v6(.loopback), prefixLength: 128))),
        ]
        return policy
    }

    private static var connectsIPv6: NetworkPolicy {
        var policy = NetworkPolicy()
        policy.connect = [NetworkRule(.network(IPNetwork(.v6(.any), prefixLength: 0)))]
        return policy
    }
}
