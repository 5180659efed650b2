import WASICore

// Moving bytes over connections.
extension SocketCases {
    @CaseBuilder
    static var streams: [ConformanceCase] {
        for kind in SocketKind.streams {
            for waits in [false, true] {
                kind.holds("send and receive, \(waits ? "waiting" : "without waiting")") { guest in
                    let connection = try guest.connection(kind, waits: waits)
                    for (from, to) in [(connection.client, connection.server), (connection.server, connection.client)] {
                        try expect(try guest.send(from, "Hello, World!"), is: 13, "the number of bytes sent")
                        if !waits { try guest.waitFor(.read(to)) }
                        try expect(try guest.receive(to), is: "Hello, World!")
                    }
                }
            }
            kind.holds("can be read and written like files") { guest in
                let connection = try guest.connection(kind)
                try expect(try guest.write(connection.client, [[1, 2], [], [3]]), is: 3, "the number of bytes written")
                try guest.waitFor(.read(connection.server))
                try expect(try guest.read(connection.server, [1, 0, 5]), is: "\u{1}\u{2}\u{3}")
            }
            kind.holds("have no position") { guest in
                let connection = try guest.connection(kind)
                try guest.send(connection.client, "text")
                try guest.waitFor(.read(connection.server))
                try guest.refuses(.notCapable, .illegalSeek) { try guest.seek(connection.server, by: 1, from: .start) }
                try guest.refuses(.notCapable, .illegalSeek) { try guest.position(of: connection.server) }
                try guest.refuses(.notCapable, .illegalSeek) { try guest.read(connection.server, 4, at: 0) }
                try guest.refuses(.notCapable, .illegalSeek) { try guest.write(connection.server, "x", at: 0) }
                try expect(try guest.receive(connection.server), is: "text", "what is received afterwards")
            }
            kind.holds("send from several buffers and receive into several") { guest in
                let connection = try guest.connection(kind)
                try expect(try guest.send(connection.client, [[97, 98], [], [99], [100, 101, 102]]), is: 6)
                try guest.waitFor(.read(connection.server))
                try expect(try guest.receive(connection.server, [4, 0, 1]).text, is: "abcde")
                try expect(try guest.receive(connection.server, [4, 4]).text, is: "f")
            }
            kind.holds("keep what is only peeked at") { guest in
                let connection = try guest.connection(kind)
                try guest.send(connection.client, "Hello, World!")
                try guest.waitFor(.read(connection.server))
                try expect(try guest.receive(connection.server, 5, flags: .peek), is: "Hello", "the first peek")
                try expect(try guest.receive(connection.server, flags: .peek), is: "Hello, World!", "the second peek")
                try expect(try guest.receive(connection.server), is: "Hello, World!")
                try guest.refuses(.resourceTemporarilyUnavailable) { try guest.receive(connection.server, flags: .peek) }
            }
            kind.holds("say that nothing has come, if they are not to wait") { guest in
                let connection = try guest.connection(kind)
                try guest.refuses(.resourceTemporarilyUnavailable) { try guest.receive(connection.server) }
                try guest.refuses(.resourceTemporarilyUnavailable) { try guest.receiveMessage(connection.server) }
                try guest.refuses(.resourceTemporarilyUnavailable) { try guest.read(connection.server) }
            }
            kind.holds("receive what there is, whatever the buffer's size") { guest in
                let connection = try guest.connection(kind, waits: true)
                try guest.send(connection.client, "abcdef")
                try expect(try guest.receive(connection.server, 2), is: "ab")
                try expect(try guest.receive(connection.server, [3]).flags, is: [], "the flags: a stream is not cut")
                try expect(try guest.receive(connection.server, 100), is: "f")
            }
            kind.holds("fill the buffers if they are to wait for all") { guest in
                let connection = try guest.connection(kind, waits: true)
                try guest.send(connection.client, "abc")
                try guest.send(connection.client, "def")
                try expect(try guest.receive(connection.server, 5, flags: .waitAll), is: "abcde")
                try guest.shutdown(connection.client, .send)
                try expect(try guest.receive(connection.server, 5, flags: .waitAll), is: "f", "at the end")
            }
            kind.holds("receive from their peer") { guest in
                let connection = try guest.connection(kind, waits: true)
                try guest.send(connection.server, "text")
                let message = try guest.receiveMessage(connection.client)
                try expect(message.text, is: "text")
                try expect(message.sender, is: connection.address, "the sender")
            }
            kind.holds("send to no address once they are connected") { guest in
                let connection = try guest.connection(kind)
                try guest.refuses(.socketIsConnected) {
                    try guest.send(connection.client, "x", to: connection.address)
                }
            }
            kind.holds("neither send nor receive before they are connected") { guest in
                let socket = try guest.open(kind)
                // POSIX knows the first for sending, Linux the second.
                try guest.refuses(.socketNotConnected, .brokenPipe) { try guest.send(socket, "x") }
                // A Unix socket of Linux says that it is not fit.
                try guest.refuses(.socketNotConnected, .invalidArgument) { try guest.receive(socket) }
            }
            kind.holds("send as much as there is room for, and go on when the peer has read") { guest in
                let connection = try guest.connection(kind)
                let block = [UInt8](repeating: 7, count: 65_536)
                var sent = 0
                try guest.refuses(.resourceTemporarilyUnavailable) {
                    while sent < 64 << 20 {
                        let count = try guest.send(connection.client, [block])
                        try expect((1...block.count).contains(count), "a send must send something, not \(count) bytes")
                        sent += count
                    }
                }
                try expect(try !guest.isDue(.write(connection.client)), "a full socket must not be writable")
                var received = 0
                while received < sent {
                    try guest.waitFor(.read(connection.server))
                    received += try guest.receive(connection.server, 1 << 20).utf8.count
                }
                try expect(received, is: sent, "the number of bytes received")
                try guest.waitFor(.write(connection.client))
                try guest.send(connection.client, "x")
            }
            kind.holds("need the rights to send and to receive") { guest in
                let connection = try guest.connection(kind)
                try guest.send(connection.client, "text")
                try guest.waitFor(.read(connection.server))
                try guest.drop(.read, from: connection.server)
                try guest.refuses(.notCapable) { try guest.receive(connection.server) }
                try guest.refuses(.notCapable) { try guest.receiveMessage(connection.server) }
                try guest.refuses(.notCapable) { try guest.read(connection.server) }
                try guest.drop(.write, from: connection.client)
                try guest.refuses(.notCapable) { try guest.send(connection.client, "x") }
                try guest.refuses(.notCapable) { try guest.send(connection.client, "x", to: connection.address) }
                try guest.refuses(.notCapable) { try guest.write(connection.client, "x") }
            }
        }
    }
}
