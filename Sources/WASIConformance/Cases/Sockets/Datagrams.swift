import WASICore

// Messages, each by itself.
extension SocketCases {
    @CaseBuilder
    static var datagrams: [ConformanceCase] {
        for kind in SocketKind.datagrams {
            for waits in [false, true] {
                kind.holds("that are connected send and receive, \(waits ? "waiting" : "without waiting")") { guest in
                    let pair = try guest.connection(kind, waits: waits)
                    for (from, to) in [(pair.client, pair.server), (pair.server, pair.client)] {
                        try expect(try guest.send(from, "Hello, World!"), is: 13, "the number of bytes sent")
                        if !waits { try guest.waitFor(.read(to)) }
                        try expect(try guest.receive(to), is: "Hello, World!")
                    }
                }
                kind.holds("send to addresses and learn the sender's, \(waits ? "waiting" : "without waiting")") { guest in
                    let (first, firstAddress) = try guest.bound(kind)
                    let (second, secondAddress) = try guest.bound(kind)
                    if !waits {
                        try guest.setFlags(.nonBlocking, of: first)
                        try guest.setFlags(.nonBlocking, of: second)
                    }
                    try expect(try guest.send(first, "question", to: secondAddress), is: 8, "the number of bytes sent")
                    if !waits { try guest.waitFor(.read(second)) }
                    let question = try guest.receiveMessage(second)
                    try expect(question.text, is: "question")
                    try expect(question.sender, is: firstAddress, "the sender")
                    try guest.send(second, "answer", to: firstAddress)
                    if !waits { try guest.waitFor(.read(first)) }
                    let answer = try guest.receiveMessage(first)
                    try expect(answer.text, is: "answer")
                    try expect(answer.sender, is: secondAddress, "the sender")
                }
            }
            kind.holds("keep what is only peeked at") { guest in
                let pair = try guest.connection(kind)
                try guest.send(pair.client, "Hello, World!")
                try guest.waitFor(.read(pair.server))
                try expect(try guest.receive(pair.server, flags: .peek), is: "Hello, World!", "the first peek")
                let peeked = try guest.receiveMessage(pair.server, flags: .peek)
                try expect(peeked.text, is: "Hello, World!", "the second peek")
                try expect(peeked.sender, is: try guest.localAddress(of: pair.client), "the sender")
                try expect(try guest.receive(pair.server), is: "Hello, World!")
                try guest.refuses(.resourceTemporarilyUnavailable) { try guest.receive(pair.server) }
            }
            kind.holds("keep messages apart, the empty ones too") { guest in
                let pair = try guest.connection(kind)
                for text in ["one", "", "three"] { try guest.send(pair.client, text) }
                for text in ["one", "", "three"] {
                    try expect(try guest.receiveWhenReady(pair.server), is: text)
                }
                try guest.refuses(.resourceTemporarilyUnavailable) { try guest.receive(pair.server) }
            }
            kind.holds("cut a message that does not fit, say so, and lose the rest") { guest in
                let pair = try guest.connection(kind)
                try guest.send(pair.client, "Hello, World!")
                try guest.send(pair.client, "next")
                try guest.waitFor(.read(pair.server))
                let (text, flags) = try guest.receive(pair.server, [3, 2])
                try expect(text, is: "Hello")
                try expect(flags, is: .dataTruncated, "the flags")
                try guest.waitFor(.read(pair.server))
                let next = try guest.receive(pair.server, [4])
                try expect(next.text, is: "next", "the next message")
                try expect(next.flags, is: [], "the flags of a message that fits")
            }
            kind.holds("send one message from several buffers") { guest in
                let pair = try guest.connection(kind)
                try expect(try guest.send(pair.client, [[97, 98], [], [99]]), is: 3, "the number of bytes sent")
                try expect(try guest.receiveWhenReady(pair.server), is: "abc")
            }
            kind.holds("that are connected send to no other address") { guest in
                let pair = try guest.connection(kind)
                let (_, other) = try guest.bound(kind)
                try guest.refuses(.socketIsConnected) { try guest.send(pair.client, "x", to: other) }
                try guest.refuses(.socketIsConnected) { try guest.send(pair.client, "x", to: pair.address) }
            }
            kind.holds("that are not connected need an address to send to") { guest in
                let (socket, _) = try guest.bound(kind)
                try guest.refuses(.destinationAddressRequired, .socketNotConnected) { try guest.send(socket, "x") }
            }
            kind.holds("have nothing to receive before anybody knows them") { guest in
                let socket = try guest.open(kind)
                try guest.setFlags(.nonBlocking, of: socket)
                try guest.refuses(.resourceTemporarilyUnavailable) { try guest.receive(socket) }
                try guest.refuses(.resourceTemporarilyUnavailable) { try guest.receiveMessage(socket) }
            }
            kind.holds("that are connected hear only their peer") { guest in
                let (socket, address) = try guest.bound(kind)
                let (peer, peerAddress) = try guest.bound(kind)
                let (stranger, _) = try guest.bound(kind)
                try guest.connect(socket, to: peerAddress)
                do {
                    try guest.send(stranger, "from a stranger", to: address)
                } catch let failure as CallFailure where failure.errno == .notPermitted && kind.family == .unix {
                    // Local sockets tell the stranger so.
                }
                try guest.send(peer, "from the peer", to: address)
                try expect(try guest.receiveWhenReady(socket), is: "from the peer")
            }
            kind.holds("cannot send to an address of another family") { guest in
                let (socket, _) = try guest.bound(kind)
                let foreign = kind.family == .unix ? SocketAddress.ipv4(.loopback, port: 1) : kind.foreign(port: 1)
                try guest.refuses(.addressFamilyNotSupported) { try guest.send(socket, "x", to: foreign) }
            }
            kind.holds("refuse a message that no buffer of theirs can hold") { guest in
                let (socket, _) = try guest.bound(kind)
                let (_, address) = try guest.bound(kind)
                guard case .number(let size) = try guest.option(.sendBufferSize, of: socket) else { return }
                // No message of the internet protocol is longer than 65535 bytes.
                let message = [UInt8](repeating: 1, count: 2 * max(Int(size), 65_536) + 1)
                try guest.refuses(.messageTooLong) { try guest.send(socket, message, to: address) }
                try guest.connect(socket, to: address)
                try guest.refuses(.messageTooLong) { try guest.send(socket, [message]) }
            }
        }
        for kind in SocketKind.internetDatagrams {
            kind.holds("may send to where nobody is") { guest in
                let address = kind.loopback(port: try guest.freePort(kind))
                let socket = try guest.open(kind)
                try expect(try guest.send(socket, "message", to: address), is: 7, "the number of bytes sent")
                try expect(try guest.send(socket, "another", to: address), is: 7, "the number of bytes sent")
            }
            kind.holds("learn that nobody is at the other end, if they are connected") { guest in
                let address = kind.loopback(port: try guest.freePort(kind))
                let socket = try guest.open(kind)
                try guest.connect(socket, to: address)
                try guest.send(socket, "message")
                try guest.waitFor(.read(socket))
                try guest.refuses(.connectionRefused) { try guest.receive(socket) }
            }
            kind.holds("lose a message that the receiver has no room for, or deliver it whole") { guest in
                let (receiver, address) = try guest.bound(kind)
                let (sender, _) = try guest.bound(kind)
                try guest.setFlags(.nonBlocking, of: receiver)
                try guest.set(.receiveBufferSize, of: receiver, to: .number(1))
                guard case .number(let size) = try guest.option(.receiveBufferSize, of: receiver) else { return }
                // Twice as much as there is room for; but what is sent must not be too long itself.
                let length = min(2 * Int(size), 60_000)
                try guest.send(sender, [UInt8](repeating: 1, count: length), to: address)
                if try guest.isDue(.read(receiver)) {
                    let (text, flags) = try guest.receive(receiver, [length])
                    try expect(text.utf8.count, is: length, "the length of the message")
                    try expect(flags, is: [], "the flags")
                }
                try guest.send(sender, "small", to: address)
                try expect(try guest.receiveWhenReady(receiver), is: "small", "the next message")
            }
        }
    }
}
