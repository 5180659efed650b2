import WASICore

// Making sockets.
extension SocketCases {
    @CaseBuilder
    static var opening: [ConformanceCase] {
        for kind in SocketKind.all {
            kind.holds("can be made, and may do all that sockets may") { guest in
                let status = try guest.status(of: try guest.open(kind))
                try expect(status.type, is: kind.fileType, "the type")
                try expect(status.flags, is: [], "the flags")
                try expect(
                    status.rights.isSuperset(of: Rights.connection.union(.listener)),
                    "the rights must hold .connection and .listener")
                try expect(status.inheriting, is: .connection, "the inheriting rights")
            }
            kind.holds("say their type") { guest in
                try expect(try guest.option(.type, of: try guest.open(kind)), is: .type(kind.type))
            }
            kind.holds("have the address zero before they have one") { guest in
                let wanted = kind.family == .unix ? SocketAddress.unix(.unnamed) : kind.everywhere()
                try expect(try guest.localAddress(of: try guest.open(kind)), is: wanted)
            }
            kind.holds("have no peer before they are connected") { guest in
                let socket = try guest.open(kind)
                try guest.refuses(.socketNotConnected) { try guest.remoteAddress(of: socket) }
            }
            kind.holds("are told apart by their attributes") { guest in
                try expect(try guest.attributes(of: try guest.open(kind)).type, is: kind.fileType)
            }
        }
        for kind in SocketKind.internet {
            kind.holds("can be made with the protocol named") { guest in
                let status = try guest.status(of: try guest.open(kind, kind.protocol))
                try expect(status.type, is: kind.fileType, "the type")
            }
            kind.holds("cannot be made with the protocol of the other type") { guest in
                try guest.refuses(.protocolNotSupported) { try guest.open(kind, kind.otherType.protocol) }
            }
        }
        for kind in [SocketKind.unixStreams, .unixDatagrams] {
            for other in [SocketProtocol.tcp, .udp] {
                kind.holds("cannot be made with \(other == .tcp ? "TCP" : "UDP")") { guest in
                    try guest.refuses(.protocolNotSupported) { try guest.open(kind, other) }
                }
            }
        }
        for kind in SocketKind.internetStreams {
            kind.holds("cannot be made without a type") { guest in
                try guest.refuses(.invalidArgument) { try guest.open(kind.family, .any) }
            }
        }
        SocketKind.ipv4Streams.holds("must be asked for with their family") { guest in
            try guest.refuses(.addressFamilyNotSupported) { try guest.open(.unspecified, .stream) }
            try guest.refuses(.addressFamilyNotSupported) { try guest.open(.unspecified, .datagram) }
        }
        for kind in [SocketKind.ipv6Streams, .ipv6Datagrams] {
            kind.holds("cannot be made where there is no IPv6", lacks: [.ipv6]) { guest in
                try guest.misses(.ipv6, .addressFamilyNotSupported) { try guest.open(kind) }
            }
        }
        for kind in [SocketKind.unixStreams, .unixDatagrams] {
            kind.holds("cannot be made where there are none", lacks: [.unixSockets]) { guest in
                try guest.misses(.unixSockets, .addressFamilyNotSupported) { try guest.open(kind) }
            }
        }
    }
}
