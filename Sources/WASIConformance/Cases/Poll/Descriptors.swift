import WASICore

// Waiting for descriptors that are no sockets, and what cannot be waited for.
extension PollCases {
    @CaseBuilder
    static var descriptors: [ConformanceCase] {
        ConformanceCase("a poll for nothing is refused", .poll) { guest in
            try guest.refuses(.invalidArgument) { try guest.pollExactly([]) }
        }
        ConformanceCase("a descriptor that is not open is an event of its own, and makes no clock due", .poll) { guest in
            let events = try guest.poll([
                .after(.milliseconds(60_000)), .read(guest.unopened), .write(Descriptor(rawValue: .max)), .after(.max),
            ])
            try expect(
                events,
                is: [
                    Event(userData: 1, type: .read, error: .badFileDescriptor),
                    Event(userData: 2, type: .write, error: .badFileDescriptor),
                ], "the events")
        }
        ConformanceCase("a descriptor that is not open can be waited for alone", .poll) { guest in
            let subscription = Subscription(userData: .max, kind: .read(guest.unopened))
            try expect(
                try guest.pollExactly([subscription]),
                is: [Event(userData: .max, type: .read, error: .badFileDescriptor)], "the events")
        }
        ConformanceCase("a subscription that is wrong in itself is due with its error", .poll) { guest in
            let events = try guest.poll([
                .invalid(.invalidArgument, as: .clock), .after(.milliseconds(60_000)), .invalid(.notSupported, as: .write),
            ])
            try expect(
                events,
                is: [
                    Event(userData: 0, type: .clock, error: .invalidArgument),
                    Event(userData: 2, type: .write, error: .notSupported),
                ], "the events")
        }
        ConformanceCase(
            "standard input is readable when something has come", .poll, needs: [.standardStreams],
            request: input(.open(Array("Hello, World!".utf8)))
        ) { guest in
            try guest.expectEvents(
                try guest.poll([.after(.milliseconds(60_000)), .read(.standardInput)]),
                are: [Event(userData: 1, type: .read, byteCount: 13)])
            try expect(try guest.read(.standardInput), is: "Hello, World!")
            try expect(try !guest.isDue(.read(.standardInput)), "all is read")
        }
        ConformanceCase(
            "standard input that has nothing is not readable", .poll, needs: [.standardStreams], request: input(.open([]))
        ) { guest in
            try expect(
                try guest.poll([.read(.standardInput), .after(.milliseconds(2))]), is: [Event(userData: 1, type: .clock)],
                "the events")
        }
        ConformanceCase(
            "standard input that does not wait says that nothing has come", .descriptors, needs: [.standardStreams],
            request: input(.open([]))
        ) { guest in
            try guest.setFlags(.nonBlocking, of: .standardInput)
            try expect(try guest.status(of: .standardInput).flags, is: .nonBlocking, "the flags")
            try guest.refuses(.resourceTemporarilyUnavailable) { try guest.read(.standardInput) }
        }
        ConformanceCase(
            "standard input is readable at its end", .poll, needs: [.standardStreams], request: input(.bytes([120]))
        ) { guest in
            try guest.waitFor(.read(.standardInput))
            try expect(try guest.read(.standardInput), is: "x")
            try expect(try guest.waitFor(.read(.standardInput)).byteCount, is: 0, "the number of bytes at the end")
            try expect(try guest.read(.standardInput), is: "", "what is read at the end")
        }
        ConformanceCase(
            "standard output is writable, and what is written comes out", .poll, needs: [.standardStreams, .collectedOutput]
        ) { guest in
            try guest.setFlags(.nonBlocking, of: .standardOutput)
            try guest.waitFor(.write(.standardOutput))
            try expect(try guest.write(.standardOutput, "Hello, World!"), is: 13, "the number of bytes written")
            try expect(
                String(decoding: guest.subject.standardOutput(), as: UTF8.self), is: "Hello, World!", "standard output")
        }
        ConformanceCase(
            "a regular file is always ready, and a poll says what is left", .poll, needs: [.files], request: files
        ) { guest in
            let file = try guest.openPath("file")
            _ = try guest.read(file, 2)
            try guest.expectEvents(
                try guest.poll([.read(file), .write(file), .after(.max)]),
                are: [Event(userData: 0, type: .read, byteCount: 5), Event(userData: 1, type: .write)])
            _ = try guest.seek(file, by: 100, from: .start)
            try expect(
                try guest.poll([.read(file)]), is: [Event(userData: 0, type: .read)], "the events beyond the end")
        }
        ConformanceCase(
            "a descriptor without the right to be polled is an event of its own", .poll, needs: [.files], request: files
        ) { guest in
            let file = try guest.openPath("file", rights: [.read, .write])
            let unreadable = try guest.openPath("file", rights: [.write, .poll])
            let events = try guest.poll([
                .read(file), .write(file), .read(unreadable), .write(unreadable), .after(.milliseconds(60_000)),
            ])
            try expect(events.map(\.error), is: [.notCapable, .notCapable, .notCapable, nil], "the errors of the events")
            try expect(events.map(\.type), is: [.read, .write, .read, .write], "the types of the events")
        }
    }

    @CaseBuilder
    static var many: [ConformanceCase] {
        ConformanceCase(
            "a descriptor that is asked for twice is reported twice", .poll, needs: [.standardStreams],
            request: input(.open([1, 2, 3]))
        ) { guest in
            let subscriptions = [5, 5, 6].map { Subscription(userData: $0, kind: .read(.standardInput)) }
            let event = Event(userData: 5, type: .read, byteCount: 3)
            var last = event
            last.userData = 6
            try guest.expectEvents(try guest.pollExactly(subscriptions), are: [event, event, last])
        }
        ConformanceCase(
            "thousands of subscriptions are reported in their order", .poll, needs: [.files], request: files
        ) { guest in
            let file = try guest.openPath("file")
            let subscriptions = (0..<UInt64(9_000)).map { mark -> Subscription in
                switch mark % 4 {
                case 0: Subscription(userData: mark, kind: .read(file))
                case 1: Subscription(userData: mark, kind: .after(.max))
                case 2: Subscription(userData: mark, kind: .after(.zero))
                default: Subscription(userData: mark, kind: .write(guest.unopened))
                }
            }
            let events = try guest.pollExactly(subscriptions)
            try expect(events.map(\.userData), is: (0..<9_000).filter { $0 % 4 != 1 }, "the marks of the events")
        }
        ConformanceCase("a system can be polled again and again", .poll) { guest in
            for _ in 0..<200 {
                let events = try guest.poll([.after(.nanoseconds(1)), .read(guest.unopened)])
                try expect(events.contains { $0.userData == 1 }, "the event of the descriptor must not be forgotten")
            }
        }
    }

    private static func input(_ input: SystemRequest.Input) -> SystemRequest {
        var request = SystemRequest()
        request.standardInput = input
        return request
    }

    private static var files: SystemRequest {
        var request = SystemRequest()
        request.root = SystemRequest.Root([.file("file", "content")])
        return request
    }
}
