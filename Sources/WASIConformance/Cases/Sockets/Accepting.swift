import WASICore

// Taking connections.
extension SocketCases {
    @CaseBuilder
    static var accepting: [ConformanceCase] {
        for kind in SocketKind.streams {
            kind.holds("accept a connection that waits") { guest in
                let connection = try guest.connection(kind, waits: true)
                let status = try guest.status(of: connection.server)
                try expect(status.type, is: .streamSocket, "the type")
                try expect(status.flags, is: [], "the flags")
                try expect(status.rights, is: .connection, "the rights")
            }
            kind.holds("accept without waiting, or say that there is nothing") { guest in
                let (listener, address) = try guest.listener(kind)
                try guest.setFlags(.nonBlocking, of: listener)
                try guest.refuses(.resourceTemporarilyUnavailable) { try guest.accept(listener) }
                try guest.establish(try guest.open(kind), to: address)
                try guest.waitFor(.read(listener))
                _ = try guest.accept(listener)
                try guest.refuses(.resourceTemporarilyUnavailable) { try guest.accept(listener) }
            }
            kind.holds("give what they accept the flags that are asked for, not their own") { guest in
                let (listener, address) = try guest.listener(kind)
                try guest.setFlags(.nonBlocking, of: listener)
                for flags in [DescriptorFlags.nonBlocking, []] {
                    try guest.establish(try guest.open(kind), to: address)
                    try guest.waitFor(.read(listener))
                    let connection = try guest.accept(listener, flags: flags)
                    try expect(try guest.status(of: connection).flags, is: flags, "the flags")
                }
            }
            kind.holds("cannot accept with flags of files") { guest in
                let (listener, _) = try guest.listener(kind)
                for flags in [DescriptorFlags.append, .sync, [.nonBlocking, .syncData]] {
                    try guest.refuses(.invalidArgument) { try guest.accept(listener, flags: flags) }
                }
            }
            kind.holds("hand down no more rights than they are left with") { guest in
                let (listener, address) = try guest.listener(kind)
                let rights = try guest.status(of: listener).rights
                try guest.restrict(listener, to: rights, inheriting: [.read, .poll])
                try guest.establish(try guest.open(kind), to: address)
                let connection = try guest.accept(listener)
                try expect(try guest.status(of: connection).rights, is: [.read, .poll], "the rights")
                try guest.refuses(.notCapable) { try guest.send(connection, "x") }
            }
            kind.holds("cannot accept unless they listen") { guest in
                let (bound, _) = try guest.bound(kind)
                try guest.refuses(.invalidArgument) { try guest.accept(bound) }
                let socket = try guest.open(kind)
                try guest.refuses(.invalidArgument) { try guest.accept(socket) }
                try guest.setFlags(.nonBlocking, of: socket)
                try guest.refuses(.invalidArgument) { try guest.accept(socket) }
            }
            kind.holds("cannot accept once they are connected") { guest in
                let connection = try guest.connection(kind)
                try guest.refuses(.invalidArgument) { try guest.accept(connection.client) }
            }
            kind.holds("cannot accept without the right to") { guest in
                let (listener, _) = try guest.listener(kind)
                try guest.drop(.accept, from: listener)
                try guest.refuses(.notCapable) { try guest.accept(listener) }
            }
            kind.holds("accept in the order of the connections") { guest in
                let (listener, address) = try guest.listener(kind)
                for text in ["first", "second", "third"] {
                    let socket = try guest.open(kind)
                    try guest.connect(socket, to: address)
                    try guest.send(socket, text)
                }
                for text in ["first", "second", "third"] {
                    try expect(try guest.receive(try guest.accept(listener)), is: text)
                }
            }
        }
        for kind in SocketKind.datagrams {
            kind.holds("cannot accept") { guest in
                let (socket, _) = try guest.bound(kind)
                try guest.refuses(.notSupported) { try guest.accept(socket) }
                try guest.setFlags(.nonBlocking, of: socket)
                try guest.refuses(.notSupported) { try guest.accept(socket) }
            }
        }
    }
}
