import WASICore

// Waiting no longer than asked for.
extension SocketCases {
    @CaseBuilder
    static var timeouts: [ConformanceCase] {
        for kind in SocketKind.all {
            kind.holds("give up receiving when the timeout is over") { guest in
                let connection = try guest.connection(kind, waits: true)
                try guest.set(.receiveTimeout, of: connection.server, to: .span(.milliseconds(20)))
                let start = try guest.time()
                try guest.refuses(.resourceTemporarilyUnavailable) { try guest.receive(connection.server) }
                try guest.refuses(.resourceTemporarilyUnavailable) { try guest.receiveMessage(connection.server) }
                try guest.refuses(.resourceTemporarilyUnavailable) { try guest.read(connection.server) }
                let time = try guest.time() - start
                try expect(time >= .milliseconds(60), "three times 20 ms must pass, not \(time.rawValue) ns")
                try guest.send(connection.client, "text")
                try expect(try guest.receive(connection.server), is: "text", "what is received afterwards")
            }
        }
        for kind in SocketKind.streams {
            kind.holds("that wait for all are content with what came in time") { guest in
                let connection = try guest.connection(kind, waits: true)
                try guest.set(.receiveTimeout, of: connection.server, to: .span(.milliseconds(10)))
                try guest.send(connection.client, "part")
                try expect(try guest.receive(connection.server, 100, flags: .waitAll), is: "part")
            }
            kind.holds("give up sending when the timeout is over") { guest in
                let connection = try guest.connection(kind, waits: true)
                try guest.set(.sendTimeout, of: connection.client, to: .span(.milliseconds(20)))
                let block = [UInt8](repeating: 7, count: 1 << 20)
                for _ in 0..<64 {
                    let start = try guest.time()
                    do {
                        try guest.send(connection.client, [block])
                    } catch let failure as CallFailure where failure.errno == .resourceTemporarilyUnavailable {
                        let time = try guest.time() - start
                        return try expect(time >= .milliseconds(20), "20 ms must pass, not \(time.rawValue) ns")
                    }
                }
                throw ConformanceFailure("there cannot be room for 64 MiB")
            }
            kind.holds("that do not wait have no use for timeouts") { guest in
                let connection = try guest.connection(kind)
                try guest.set(.receiveTimeout, of: connection.server, to: .span(.milliseconds(60_000)))
                try guest.refuses(.resourceTemporarilyUnavailable) { try guest.receive(connection.server) }
            }
        }
    }
}
