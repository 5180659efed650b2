import WASICore

// Ending one direction, or both.
extension SocketCases {
    @CaseBuilder
    static var shuttingDown: [ConformanceCase] {
        for kind in SocketKind.all {
            kind.holds("cannot be shut down in no direction") { guest in
                let connection = try guest.connection(kind)
                try guest.refuses(.invalidArgument) { try guest.shutdown(connection.client, []) }
            }
            kind.holds("cannot be shut down unless they are connected") { guest in
                let socket = try guest.open(kind)
                for directions in [ShutdownDirections.receive, .send, .all] {
                    try guest.refuses(.socketNotConnected) { try guest.shutdown(socket, directions) }
                }
            }
            kind.holds("cannot be shut down without the right to") { guest in
                let connection = try guest.connection(kind)
                try guest.drop(.shutdown, from: connection.client)
                try guest.refuses(.notCapable) { try guest.shutdown(connection.client, .all) }
            }
        }
        for kind in SocketKind.streams {
            kind.holds("that listen cannot be shut down, and go on listening") { guest in
                let (listener, address) = try guest.listener(kind)
                try guest.refuses(.socketNotConnected) { try guest.shutdown(listener, .all) }
                try guest.establish(try guest.open(kind), to: address)
                _ = try guest.accept(listener)
            }
            kind.holds("that send no more still receive") { guest in
                let connection = try guest.connection(kind)
                try guest.send(connection.client, "last words")
                try guest.shutdown(connection.client, .send)
                try expect(try guest.receiveWhenReady(connection.server), is: "last words")
                try expect(try guest.receiveWhenReady(connection.server), is: "", "behind the last words")
                try guest.send(connection.server, "answer")
                try expect(try guest.receiveWhenReady(connection.client), is: "answer")
            }
            kind.holds("that were accepted can be shut down too") { guest in
                let connection = try guest.connection(kind)
                try guest.shutdown(connection.server, .send)
                try expect(try guest.receiveWhenReady(connection.client), is: "", "what the client receives")
                try guest.shutdown(connection.client, .send)
                try expect(try guest.receiveWhenReady(connection.server), is: "", "what the server receives")
                try expect(try guest.option(.error, of: connection.client), is: .error(nil), "the client's pending error")
                try expect(try guest.option(.error, of: connection.server), is: .error(nil), "the server's pending error")
            }
            kind.holds("that send no more cannot send, and the host survives it") { guest in
                let connection = try guest.connection(kind)
                try guest.shutdown(connection.client, .send)
                try guest.refuses(.brokenPipe) { try guest.send(connection.client, "x") }
                try guest.refuses(.brokenPipe) { try guest.write(connection.client, "x") }
            }
            kind.holds("that receive no more are at the end at once") { guest in
                let connection = try guest.connection(kind, waits: true)
                try guest.shutdown(connection.client, .receive)
                try expect(try guest.receive(connection.client), is: "")
            }
            kind.holds("are at the end when the peer is closed") { guest in
                let connection = try guest.connection(kind)
                try guest.send(connection.client, "bye")
                try guest.close(connection.client)
                try expect(try guest.receiveWhenReady(connection.server), is: "bye")
                try expect(try guest.receiveWhenReady(connection.server), is: "", "behind it")
                try expect(try guest.receiveWhenReady(connection.server), is: "", "asked again")
            }
        }
        for kind in SocketKind.internetStreams {
            kind.holds("whose peer has thrown them out are reset") { guest in
                let connection = try guest.connection(kind)
                try guest.set(.linger, of: connection.client, to: .span(.zero))
                try guest.close(connection.client)
                try guest.waitFor(.read(connection.server))
                try guest.refuses(.connectionReset) { try guest.receive(connection.server) }
            }
        }
        for kind in SocketKind.streams {
            kind.holds("whose peer is closed fail to send sooner or later, and the host survives it") { guest in
                let connection = try guest.connection(kind)
                try guest.close(connection.client)
                try guest.waitFor(.read(connection.server))
                try guest.refuses(.brokenPipe, .connectionReset) {
                    for _ in 0..<100 {
                        try guest.send(connection.server, "x")
                        try guest.waitFor(.write(connection.server))
                    }
                }
            }
        }
    }
}
