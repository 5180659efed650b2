import WASICore

// Letting others connect.
extension SocketCases {
    @CaseBuilder
    static var listening: [ConformanceCase] {
        for kind in SocketKind.streams {
            kind.holds("listen, and say that they do") { guest in
                let (socket, _) = try guest.bound(kind)
                try expect(try guest.option(.acceptsConnections, of: socket), is: .flag(false), "before, acceptsConnections")
                try guest.listen(socket)
                try expect(try guest.option(.acceptsConnections, of: socket), is: .flag(true), "acceptsConnections")
            }
            kind.holds("may listen again, with another backlog") { guest in
                let (socket, address) = try guest.listener(kind)
                try guest.listen(socket, backlog: 1)
                try guest.listen(socket, backlog: 32)
                try guest.establish(try guest.open(kind), to: address)
            }
            for (backlog, text) in [
                (Int32(-1), "a negative backlog"), (.max, "a huge backlog"), (.min, "the least backlog"),
            ] {
                kind.holds("listen with \(text), which means the most that is possible") { guest in
                    let (socket, address) = try guest.bound(kind)
                    try guest.listen(socket, backlog: backlog)
                    for _ in 0..<3 { try guest.establish(try guest.open(kind), to: address) }
                    for _ in 0..<3 { _ = try guest.accept(socket) }
                }
            }
            kind.holds("cannot listen once they are connected") { guest in
                let connection = try guest.connection(kind)
                try guest.refuses(.invalidArgument) { try guest.listen(connection.client) }
            }
            kind.holds("cannot listen without the right to accept") { guest in
                let (socket, _) = try guest.bound(kind)
                try guest.drop(.accept, from: socket)
                try guest.refuses(.notCapable) { try guest.listen(socket) }
            }
            kind.holds("that were accepted may not listen") { guest in
                let connection = try guest.connection(kind)
                try guest.refuses(.notCapable) { try guest.listen(connection.server) }
            }
        }
        for kind in SocketKind.internetStreams {
            kind.holds("that listen without an address get a port on every address") { guest in
                let socket = try guest.open(kind)
                try guest.listen(socket)
                let address = try guest.localAddress(of: socket)
                try expect(address.ip, is: kind.everywhere().ip, "the address")
                guard let port = address.port, port != 0 else { throw ConformanceFailure("the port must not be 0") }
                try guest.establish(try guest.open(kind), to: kind.loopback(port: port))
            }
        }
        for kind in SocketKind.datagrams {
            kind.holds("cannot listen") { guest in
                let (socket, _) = try guest.bound(kind)
                try guest.refuses(.notSupported) { try guest.listen(socket) }
            }
        }
    }
}
