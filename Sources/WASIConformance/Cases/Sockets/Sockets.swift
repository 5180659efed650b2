import WASICore

// What holds for every call on sockets.
extension SocketCases {
    /// The calls, each with arguments that are right.
    private static let calls: [(name: String, make: @Sendable (Guest, Descriptor) throws -> Void)] = [
        ("bind", { try $0.bind($1, to: .ipv4(.loopback, port: 0)) }),
        ("connect", { try $0.connect($1, to: .ipv4(.loopback, port: 1)) }),
        ("listen", { try $0.listen($1) }),
        ("accept", { _ = try $0.accept($1) }),
        ("receive", { _ = try $0.receive($1) }),
        ("send", { try $0.send($1, "x") }),
        ("shut down", { try $0.shutdown($1, .all) }),
        ("receive a message on", { _ = try $0.receiveMessage($1) }),
        ("send a message on", { try $0.send($1, "x", to: .ipv4(.loopback, port: 1)) }),
        ("ask for an option of", { _ = try $0.option(.type, of: $1) }),
        ("set an option of", { try $0.set(.reuseAddress, of: $1, to: .flag(true)) }),
        ("ask for the local address of", { _ = try $0.localAddress(of: $1) }),
        ("ask for the remote address of", { _ = try $0.remoteAddress(of: $1) }),
    ]

    @CaseBuilder
    static var sockets: [ConformanceCase] {
        for (name, make) in calls {
            ConformanceCase(
                "nobody can \(name) a file", .sockets, needs: [.sockets, .files], request: fileRequest
            ) { guest in
                let file = try guest.openPath("file")
                try guest.refuses(.notSocket) { try make(guest, file) }
            }
            ConformanceCase(
                "nobody can \(name) a directory", .sockets, needs: [.sockets, .files], request: fileRequest
            ) { guest in
                try guest.refuses(.notSocket) { try make(guest, guest.root) }
            }
            ConformanceCase("nobody can \(name) what is not open", .sockets, needs: [.sockets]) { guest in
                try guest.refuses(.badFileDescriptor) { try make(guest, guest.unopened) }
                try guest.refuses(.badFileDescriptor) { try make(guest, Descriptor(rawValue: .max)) }
            }
        }
        for kind in SocketKind.all {
            kind.holds("are gone when they are closed") { guest in
                let socket = try guest.open(kind)
                try guest.close(socket)
                try guest.refuses(.badFileDescriptor) { try guest.localAddress(of: socket) }
                try guest.refuses(.badFileDescriptor) { try guest.close(socket) }
            }
            kind.holds("are no preopened directories") { guest in
                let socket = try guest.open(kind)
                try guest.refuses(.badFileDescriptor) { try guest.preopen(socket) }
            }
            kind.holds("show whether they wait") { guest in
                let socket = try guest.open(kind)
                for flags in [DescriptorFlags.nonBlocking, [], .nonBlocking] {
                    try guest.setFlags(flags, of: socket)
                    try expect(try guest.status(of: socket).flags, is: flags, "the flags")
                }
                try guest.drop(.setFlags, from: socket)
                try guest.refuses(.notCapable) { try guest.setFlags([], of: socket) }
            }
            kind.holds("keep working under another number") { guest in
                let connection = try guest.connection(kind)
                let other = try guest.open(kind)
                try guest.renumber(connection.client, to: other)
                try guest.send(other, "text")
                try expect(try guest.receiveWhenReady(connection.server), is: "text")
                try guest.refuses(.badFileDescriptor) { try guest.send(connection.client, "x") }
            }
        }
    }

    private static var fileRequest: SystemRequest {
        var request = SystemRequest()
        request.network = .everything
        request.root = SystemRequest.Root([.file("file", "content")])
        return request
    }
}
