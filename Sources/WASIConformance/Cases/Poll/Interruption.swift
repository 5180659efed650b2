import WASICore

// Waiting that somebody ends.
extension PollCases {
    @CaseBuilder
    static var interruption: [ConformanceCase] {
        ConformanceCase("a poll of a system that is interrupted is canceled", .poll, needs: [.interruption]) { guest in
            guest.subject.interrupt()
            try guest.refuses(.canceled) { try guest.poll([.after(.milliseconds(60_000)), .after(.max)]) }
            try guest.refuses(.canceled) { try guest.poll([.after(.milliseconds(60_000))]) }
        }
        ConformanceCase(
            "reading from a stream that has nothing is canceled when the system is interrupted", .descriptors,
            needs: [.interruption, .standardStreams], request: quietInput
        ) { guest in
            guest.subject.interrupt()
            try guest.refuses(.canceled) { try guest.read(.standardInput) }
            try guest.setFlags(.nonBlocking, of: .standardInput)
            // Who does not wait is told what is the case.
            try guest.refuses(.resourceTemporarilyUnavailable) { try guest.read(.standardInput) }
        }
    }

    private static var quietInput: SystemRequest {
        var request = SystemRequest()
        request.standardInput = .open([])
        return request
    }
}

extension SocketCases {
    @CaseBuilder
    static var interruption: [ConformanceCase] {
        for kind in SocketKind.all {
            kind.holds("stop waiting for something to receive when the system is interrupted", needs: [.interruption]) {
                guest in
                let connection = try guest.connection(kind, waits: true)
                guest.subject.interrupt()
                try guest.refuses(.canceled) { try guest.receive(connection.server) }
                try guest.refuses(.canceled) { try guest.receiveMessage(connection.server) }
                try guest.refuses(.canceled) { try guest.read(connection.server) }
            }
        }
        for kind in SocketKind.streams {
            kind.holds("stop waiting for connections when the system is interrupted", needs: [.interruption]) { guest in
                let (listener, _) = try guest.listener(kind)
                guest.subject.interrupt()
                try guest.refuses(.canceled) { try guest.accept(listener) }
            }
            kind.holds("stop waiting for room to send when the system is interrupted", needs: [.interruption]) { guest in
                let connection = try guest.connection(kind, waits: true)
                let block = [UInt8](repeating: 7, count: 1 << 20)
                guest.subject.interrupt()
                try guest.refuses(.canceled) {
                    for _ in 0..<64 { try guest.send(connection.client, [block]) }
                }
            }
        }
    }
}
