import WASICore

// Names of local sockets.
extension SocketCases {
    @CaseBuilder
    static var unixNames: [ConformanceCase] {
        for kind in [SocketKind.unixStreams, .unixDatagrams] {
            kind.holds("have the name that they were given, as the guest knows it") { guest in
                for path in ["/absolute", "relative"] {
                    let socket = try guest.open(kind)
                    try guest.bind(socket, to: .unix(.path(path)))
                    try expect(try guest.localAddress(of: socket), is: .unix(.path(path)), "the local address")
                }
            }
            kind.holds("leave a file of their type under their name") { guest in
                try guest.bind(try guest.open(kind), to: .unix(.path("/name")))
                try expect(try guest.names(in: guest.root).contains("name"), "the directory must hold the name")
            }
            kind.holds("cannot take the name of a file") { guest in
                try guest.refuses(.addressInUse) { try guest.bind(try guest.open(kind), to: .unix(.path("/file"))) }
            }
            kind.holds("cannot have a name in a directory that does not exist") { guest in
                try guest.refuses(.noSuchFileOrDirectory) {
                    try guest.bind(try guest.open(kind), to: .unix(.path("/missing/name")))
                }
            }
            kind.holds("cannot connect to a name that does not exist") { guest in
                try guest.refuses(.noSuchFileOrDirectory) {
                    try guest.connect(try guest.open(kind), to: .unix(.path("/missing")))
                }
            }
            kind.holds("cannot connect to a file") { guest in
                try guest.refuses(.connectionRefused, .notSocket) {
                    try guest.connect(try guest.open(kind), to: .unix(.path("/file")))
                }
            }
            kind.holds("cannot connect to a name whose socket is closed") { guest in
                let (socket, address) = try guest.bound(kind)
                try guest.close(socket)
                try guest.refuses(.connectionRefused) { try guest.connect(try guest.open(kind), to: address) }
            }
            kind.holds("do not reach what is outside of the granted directories") { guest in
                for path in ["/../name", "../name", "/missing/../../name"] {
                    // Which of them depends on what a path is found to lead to first.
                    let refusals: [Errno] = [.notPermitted, .permissionDenied, .noSuchFileOrDirectory]
                    for act in [guest.bind, guest.connect] {
                        do {
                            try act(try guest.open(kind), .unix(.path(path)), #fileID, #line)
                        } catch let failure as CallFailure where refusals.contains(failure.errno) {
                            continue
                        }
                        throw ConformanceFailure("\(path) must be refused")
                    }
                }
            }
            kind.holds("refuse names that no host can take") { guest in
                let name = "/" + String(repeating: "n", count: 5_000)
                try guest.refuses(.fileNameTooLong, .invalidArgument) {
                    try guest.bind(try guest.open(kind), to: .unix(.path(name)))
                }
            }
        }
        SocketKind.unixStreams.holds("that connect without a name have none") { guest in
            let connection = try guest.connection(.unixStreams)
            try expect(try guest.localAddress(of: connection.client), is: .unix(.unnamed), "the client's address")
            try expect(try guest.remoteAddress(of: connection.server), is: .unix(.unnamed), "the server's peer")
        }
        SocketKind.unixDatagrams.holds("that send without a name have none") { guest in
            let (receiver, address) = try guest.bound(.unixDatagrams)
            try guest.send(try guest.open(.unixDatagrams), "text", to: address)
            let message = try guest.receiveMessage(receiver)
            try expect(message.text, is: "text")
            try expect(message.sender == nil || message.sender == .unix(.unnamed), "the sender must have no name")
        }
        for kind in [SocketKind.unixStreams, .unixDatagrams] {
            kind.holds("can have names outside of every directory", needs: [.abstractNames]) { guest in
                let name = SocketAddress.unix(.abstract("swift-wasi-conformance-\(guest.unusual())"))
                let socket = try guest.open(kind)
                try guest.bind(socket, to: name)
                try expect(try guest.localAddress(of: socket), is: name, "the local address")
                if kind.type == .stream { try guest.listen(socket) }
                let client = try guest.open(kind)
                try guest.connect(client, to: name)
                try expect(try guest.remoteAddress(of: client), is: name, "the remote address")
                try guest.refuses(.addressInUse) { try guest.bind(try guest.open(kind), to: name) }
                try guest.close(socket)
                try guest.bind(try guest.open(kind), to: name)
            }
        }
    }
}
