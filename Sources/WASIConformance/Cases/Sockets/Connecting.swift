import WASICore

// Connecting, in both modes.
extension SocketCases {
    @CaseBuilder
    static var connecting: [ConformanceCase] {
        for kind in SocketKind.streams {
            kind.holds("connect without waiting, and become writable then") { guest in
                let connection = try guest.connection(kind)
                try expect(try guest.isDue(.write(connection.client)), "the socket that connected must be writable")
                try expect(try guest.isDue(.write(connection.server)), "the socket that was accepted must be writable")
                try expect(try guest.option(.error, of: connection.client), is: .error(nil), "the pending error")
            }
            kind.holds("connect and wait until they are connected") { guest in
                let (_, address) = try guest.listener(kind)
                let socket = try guest.open(kind)
                try guest.connect(socket, to: address)
                try expect(try guest.remoteAddress(of: socket), is: address, "the remote address")
            }
            kind.holds("know both ends' addresses when they are connected") { guest in
                let connection = try guest.connection(kind)
                let client = try guest.localAddress(of: connection.client)
                try expect(try guest.remoteAddress(of: connection.client), is: connection.address, "the client's peer")
                try expect(try guest.localAddress(of: connection.server), is: connection.address, "the server's address")
                try expect(try guest.remoteAddress(of: connection.server), is: client, "the server's peer")
            }
            kind.holds("that listen cannot connect") { guest in
                let (_, address) = try guest.listener(kind)
                let (socket, _) = try guest.listener(kind)
                try guest.refuses(.socketIsConnected) { try guest.connect(socket, to: address) }
            }
            kind.holds("that are connected cannot connect") { guest in
                let connection = try guest.connection(kind)
                let (_, address) = try guest.listener(kind)
                try guest.refuses(.socketIsConnected) { try guest.connect(connection.client, to: address) }
            }
            kind.holds("that are connected cannot connect to the same address again") { guest in
                let connection = try guest.connection(kind, waits: true)
                try guest.refuses(.socketIsConnected) { try guest.connect(connection.client, to: connection.address) }
            }
            kind.holds("refuse connections unless they listen") { guest in
                let (_, address) = try guest.bound(kind)
                let socket = try guest.open(kind)
                try guest.refuses(.connectionRefused) { try guest.connect(socket, to: address) }
            }
            kind.holds("cannot connect without the rights to read and write") { guest in
                let (_, address) = try guest.listener(kind)
                let socket = try guest.open(kind)
                try guest.drop([.read, .write], from: socket)
                try guest.refuses(.notCapable) { try guest.connect(socket, to: address) }
            }
        }
        for kind in SocketKind.internetStreams {
            kind.holds("tell once why they could not connect") { guest in
                let (_, address) = try guest.bound(kind)
                let socket = try guest.open(kind)
                try guest.setFlags(.nonBlocking, of: socket)
                do {
                    try guest.connect(socket, to: address)
                    throw ConformanceFailure("nobody listens on \(address.text)")
                } catch let failure as CallFailure where failure.errno == .nowInProgress {
                    try guest.waitFor(.write(socket))
                    try expect(try guest.option(.error, of: socket), is: .error(.connectionRefused), "the pending error")
                } catch let failure as CallFailure where failure.errno == .connectionRefused {
                    // A system may know at once.
                }
                try expect(try guest.option(.error, of: socket), is: .error(nil), "the pending error, read once more")
            }
            kind.holds("have no peer while they connect in vain") { guest in
                let (_, address) = try guest.bound(kind)
                let socket = try guest.open(kind)
                try guest.setFlags(.nonBlocking, of: socket)
                try guest.refuses(.nowInProgress, .connectionRefused) { try guest.connect(socket, to: address) }
                try guest.refuses(.socketNotConnected) { try guest.remoteAddress(of: socket) }
            }
            kind.holds("refuse connections when they are connected themselves") { guest in
                let connection = try guest.connection(kind)
                let address = try guest.localAddress(of: connection.client)
                let socket = try guest.open(kind)
                try guest.refuses(.connectionRefused) { try guest.connect(socket, to: address) }
            }
            kind.holds("that connect twice are told that it is under way or done") { guest in
                let (_, address) = try guest.listener(kind)
                let socket = try guest.open(kind)
                try guest.setFlags(.nonBlocking, of: socket)
                do {
                    try guest.connect(socket, to: address)
                } catch let failure as CallFailure where failure.errno == .nowInProgress {}
                do {
                    // A host that answers only now that it is done says so by success.
                    try guest.connect(socket, to: address)
                } catch let failure as CallFailure
                    where [.alreadyInProcess, .socketIsConnected].contains(failure.errno)
                {}
                try guest.waitFor(.write(socket))
                try expect(try guest.remoteAddress(of: socket), is: address, "the remote address")
            }
            kind.holds("that connect to every address reach this machine") { guest in
                let socket = try guest.open(kind)
                try guest.bind(socket, to: kind.everywhere())
                try guest.listen(socket)
                guard let port = try guest.localAddress(of: socket).port else { return }
                let client = try guest.open(kind)
                try guest.connect(client, to: kind.everywhere(port: port))
                try expect(try guest.remoteAddress(of: client), is: kind.loopback(port: port), "the remote address")
            }
        }
        for kind in SocketKind.internet {
            kind.holds("cannot connect to an address of another family") { guest in
                let socket = try guest.open(kind)
                try guest.refuses(.addressFamilyNotSupported) { try guest.connect(socket, to: kind.foreign(port: 1)) }
                try guest.refuses(.addressFamilyNotSupported) { try guest.connect(socket, to: .unix(.path("/socket"))) }
            }
        }
        for kind in [SocketKind.unixStreams, .unixDatagrams] {
            kind.holds("cannot connect to an address of the internet") { guest in
                let socket = try guest.open(kind)
                try guest.refuses(.addressFamilyNotSupported) {
                    try guest.connect(socket, to: .ipv4(.loopback, port: 1))
                }
            }
        }
        for kind in SocketKind.datagrams {
            kind.holds("choose a peer by connecting") { guest in
                let (_, address) = try guest.bound(kind)
                let socket = try guest.open(kind)
                try guest.connect(socket, to: address)
                try expect(try guest.remoteAddress(of: socket), is: address, "the remote address")
                if kind.family != .unix {
                    try expect(try guest.localAddress(of: socket).port != 0, "connecting must give the socket a port")
                }
            }
            kind.holds("change their peer by connecting again") { guest in
                let (_, first) = try guest.bound(kind)
                let (_, second) = try guest.bound(kind)
                let socket = try guest.open(kind)
                try guest.connect(socket, to: first)
                try guest.connect(socket, to: second)
                try expect(try guest.remoteAddress(of: socket), is: second, "the remote address")
            }
        }
    }
}
