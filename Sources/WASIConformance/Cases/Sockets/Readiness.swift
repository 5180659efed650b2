import WASICore

// What a poll says of sockets.
extension SocketCases {
    @CaseBuilder
    static var readiness: [ConformanceCase] {
        for kind in SocketKind.streams {
            kind.holds("are of no use before they are connected, and a poll does not say otherwise") { guest in
                let socket = try guest.open(kind)
                // Hosts differ: some call them hung up, others not ready.
                for event in try guest.pollNow(.read(socket), .write(socket)) {
                    try expect(event.error, is: nil, "the event's error")
                    try expect(event.isHangup || event.type == .write, "an event for reading must tell of a hangup")
                    try expect(event.byteCount, is: 0, "the number of bytes")
                }
            }
            kind.holds("are readable when somebody wants to connect") { guest in
                let (listener, address) = try guest.listener(kind)
                try expect(try !guest.isDue(.read(listener)), "nobody wants to connect yet")
                try guest.establish(try guest.open(kind), to: address)
                try guest.waitFor(.read(listener))
                _ = try guest.accept(listener)
                try expect(try !guest.isDue(.read(listener)), "nobody wants to connect any more")
            }
            kind.holds("that listen may be asked whether they are writable, and never are") { guest in
                let (listener, address) = try guest.listener(kind)
                try guest.restrict(listener, to: .listener, inheriting: .connection)
                try expect(try guest.pollNow(.read(listener), .write(listener)), is: [], "the events before a connection")
                try guest.establish(try guest.open(kind), to: address)
                let events = try guest.poll([.write(listener), .read(listener)])
                try expect(events.map(\.userData), is: [1], "the marks of the events")
                try expect(events.map(\.error), is: [nil], "the errors of the events")
            }
            kind.holds("are writable but not readable when they have just been connected") { guest in
                let connection = try guest.connection(kind)
                for socket in [connection.client, connection.server] {
                    let events = try guest.poll([.read(socket), .write(socket)])
                    try expect(events.map(\.type), is: [.write], "the types of the events")
                    try expect(events.map(\.error), is: [nil], "the errors of the events")
                    try expect(events.map(\.isHangup), is: [false], "the hangups of the events")
                }
            }
            kind.holds("are readable when something has come, and a poll says how much") { guest in
                let connection = try guest.connection(kind)
                try guest.send(connection.client, "seven..")
                let events = try guest.poll([.read(connection.server)])
                try guest.expectEvents(events, are: [Event(userData: 0, type: .read, byteCount: 7)])
            }
            kind.holds("are readable and hung up when the peer is closed and all is read") { guest in
                let connection = try guest.connection(kind)
                try guest.send(connection.client, "ab")
                try guest.close(connection.client)
                try expect(try guest.receiveWhenReady(connection.server), is: "ab")
                let event = try guest.waitFor(.read(connection.server))
                try expect(event.isHangup, "the event must tell of the hangup")
                try expect(event.byteCount, is: 0, "the number of bytes at the end")
            }
            kind.holds("are waited for together with others and with clocks") { guest in
                let first = try guest.connection(kind)
                let second = try guest.connection(kind)
                try guest.send(second.client, "x")
                let events = try guest.poll([
                    .read(first.server), .read(second.server), .after(.milliseconds(60_000)), .write(first.client),
                    .read(guest.unopened),
                ])
                try expect(events.map(\.userData), is: [1, 3, 4], "the marks of the events")
                try expect(events.map(\.error), is: [nil, nil, .badFileDescriptor], "the errors of the events")
            }
        }
        for kind in SocketKind.internetStreams {
            kind.holds("are writable when connecting has failed") { guest in
                let (_, address) = try guest.bound(kind)
                let socket = try guest.open(kind)
                try guest.setFlags(.nonBlocking, of: socket)
                try guest.refuses(.nowInProgress, .connectionRefused) { try guest.connect(socket, to: address) }
                try guest.waitFor(.write(socket))
            }
        }
        for kind in SocketKind.datagrams {
            kind.holds("are writable but not readable at first") { guest in
                let socket = try guest.open(kind)
                let events = try guest.poll([.read(socket), .write(socket)])
                try expect(events, is: [Event(userData: 1, type: .write)], "the events")
            }
            kind.holds("are readable when a message has come, until it is received") { guest in
                let pair = try guest.connection(kind)
                try guest.send(pair.client, "abc")
                let events = try guest.poll([.read(pair.server)])
                try guest.expectEvents(events, are: [Event(userData: 0, type: .read, byteCount: 3)])
                try expect(try guest.receive(pair.server), is: "abc")
                try expect(try !guest.isDue(.read(pair.server)), "there is no further message")
            }
            kind.holds("are readable when an empty message has come") { guest in
                let pair = try guest.connection(kind)
                try guest.send(pair.client, "")
                try guest.waitFor(.read(pair.server))
                try expect(try guest.receive(pair.server), is: "")
            }
        }
        for kind in SocketKind.all {
            kind.holds("cannot be polled without the rights to") { guest in
                let connection = try guest.connection(kind)
                try guest.drop([.write, .accept], from: connection.client)
                try guest.drop(.poll, from: connection.server)
                let events = try guest.poll([
                    .write(connection.client), .read(connection.server), .write(connection.server),
                ])
                try expect(events.map(\.error), is: [.notCapable, .notCapable, .notCapable], "the errors of the events")
                try expect(events.map(\.type), is: [.write, .read, .write], "the types of the events")
            }
        }
    }
}
