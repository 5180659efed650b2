#if os(Linux)
    #if canImport(Glibc)
        import Glibc
    #else
        import Musl
    #endif
    import TestSupport
    import Testing
    import WASICore

    @testable import WASIUnix

    @Suite("Polls of many descriptors")
    struct PollQueueTests {
        /// A system that uses the queue even for few, with the reading ends of `pairs` from descriptor 3 on.
        private func makeSystem(_ pairs: [HostPair]) throws -> UnixSystem {
            let system = try WASIUnixTests.makeSystem {
                $0.sockets = pairs.map { SocketGrant(descriptor: $0.reader, isNonBlocking: true) }
            }
            system.pollQueueThreshold = 0
            return system
        }

        private func reads(_ fd: UInt32) -> Subscription { Subscription(userData: UInt64(fd), kind: .read(.number(fd))) }
        private func writes(_ fd: UInt32) -> Subscription {
            Subscription(userData: UInt64(fd) + 1000, kind: .write(.number(fd)))
        }
        private func clock(milliseconds: UInt64) -> Subscription {
            Subscription(
                userData: 0,
                kind: .clock(
                    .monotonic, timeout: .nanoseconds(milliseconds * 1_000_000), precision: .zero, isAbsolute: false))
        }

        @Test("what is ready is reported, and what was polled before and is ready is not")
        func readiness() throws {
            let pairs = (0..<3).map { _ in HostPair.sockets() }
            let system = try makeSystem(pairs)
            #expect(try system.events([reads(3), reads(4), reads(5), clock(milliseconds: 1)]).map(\.userData) == [0])
            pairs[0].send("a")
            pairs[2].send("b")
            #expect(try system.events([reads(3), reads(4), reads(5)]).map(\.userData) == [3, 5])
            #expect(try system.events([reads(5), reads(4)]).map(\.userData) == [5])
            #expect(try system.events([reads(4), clock(milliseconds: 1)]).map(\.userData) == [0])
            #expect(try system.events([reads(3), reads(4), clock(milliseconds: 1)]).map(\.userData) == [3])
        }

        @Test("what a descriptor is polled for may change from call to call")
        func changes() throws {
            let pair = HostPair.sockets()
            let system = try makeSystem([pair])
            #expect(try system.events([reads(3), clock(milliseconds: 1)]).map(\.userData) == [0])
            #expect(try system.events([writes(3), clock(milliseconds: 1000)]).map(\.userData) == [1003])
            #expect(try system.events([reads(3), writes(3), clock(milliseconds: 1000)]).map(\.userData) == [1003])
            #expect(try system.events([reads(3), clock(milliseconds: 1)]).map(\.userData) == [0])
            pair.send("a")
            #expect(try system.events([reads(3), writes(3)]).map(\.userData) == [3, 1003])
        }

        @Test("a closed descriptor is not heard of again, although the host keeps its socket open")
        func closed() throws {
            let pairs = (0..<2).map { _ in HostPair.sockets() }
            let system = try makeSystem(pairs)
            #expect(try system.events([reads(3), reads(4), clock(milliseconds: 1)]).map(\.userData) == [0])
            try system.close(.number(3))
            pairs[0].send("for nobody")
            #expect(
                try system.events([reads(3), reads(4), clock(milliseconds: 1)]) == [
                    Event(userData: 3, type: .read, error: .badFileDescriptor)
                ])
            #expect(try system.events([reads(4), clock(milliseconds: 1)]).map(\.userData) == [0])
            try system.renumber(.number(4), to: .standardInput)
            pairs[1].send("b")
            #expect(try system.events([reads(0), clock(milliseconds: 1000)]).map(\.userData) == [0])
        }

        @Test("a number that was closed and given again is another descriptor")
        func reused() throws {
            let tree = TemporaryTree()
            let pairs = (0..<2).map { _ in HostPair.sockets() }
            let system = try makeSystem(pairs)
            mkfifo(tree.path + "/pipe", 0o600)
            for _ in 0..<20 {
                let pipe = try system.adopt(tree.path + "/pipe", O_RDWR)
                #expect(try system.events([reads(3), reads(pipe.rawValue), clock(milliseconds: 1)]).map(\.userData) == [0])
                try system.write(pipe, "x")
                #expect(
                    try system.events([reads(3), reads(pipe.rawValue)]).map(\.userData) == [UInt64(pipe.rawValue)])
                try system.close(pipe)
            }
        }

        @Test("a file that is always ready keeps the queue out of it")
        func alwaysReady() throws {
            let pair = HostPair.sockets()
            let system = try makeSystem([pair])
            let null = try system.adopt("/dev/null", O_RDWR)
            #expect(try system.events([reads(3), writes(null.rawValue)]).map(\.userData) == [1000 + UInt64(null.rawValue)])
            pair.send("a")
            #expect(
                try system.events([reads(3), writes(null.rawValue)]).map(\.userData) == [3, 1000 + UInt64(null.rawValue)])
        }

        @Test("what comes while it waits ends it, and so does an interruption")
        func wakes() throws {
            let pairs = (0..<2).map { _ in HostPair.sockets() }
            let system = try makeSystem(pairs)
            let writer = pairs[1].writer
            let sender = HostThread {
                HostThread.pause(milliseconds: 20)
                _ = write(writer, "x", 1)
            }
            #expect(try system.events([reads(3), reads(4)]).map(\.userData) == [4])
            sender.join()
            let interrupter = system.interrupter
            let thread = HostThread {
                HostThread.pause(milliseconds: 20)
                interrupter.interrupt()
            }
            #expect(failure { () throws(Errno) in try system.events([reads(3)]) } == .canceled)
            thread.join()
        }

        @Test(
            "it says the same as a poll of each descriptor, whatever has happened before", arguments: 0..<20 as Range<UInt64>
        )
        func generated(seed: UInt64) throws {
            var random = SeededGenerator(seed: seed)
            var pairs = (0..<24).map { _ in HostPair.sockets() }
            let system = try makeSystem(pairs)
            for _ in 0..<150 {
                let number = Int.random(in: 0..<pairs.count, using: &random)
                let fd = Descriptor.number(UInt32(number + 3))
                switch Int.random(in: 0..<10, using: &random) {
                case 0: pairs[number].closeWriter()
                case 1: try? system.close(fd)
                case 2: try? system.renumber(fd, to: .number(UInt32(Int.random(in: 3..<27, using: &random))))
                case 3: while (try? system.write(fd, String(repeating: "x", count: 60_000))) ?? 0 > 0 {}
                case 4...6: _ = try? system.readText(fd)
                default: if pairs[number].writer >= 0 { pairs[number].send("abc") }
                }
                var subscriptions = [clock(milliseconds: 0)]
                for fd in UInt32(3)..<27 {
                    if Bool.random(using: &random) { subscriptions.append(reads(fd)) }
                    if Int.random(in: 0..<4, using: &random) == 0 { subscriptions.append(writes(fd)) }
                }
                system.pollQueueThreshold = 0
                let queued = try system.events(subscriptions)
                system.pollQueueThreshold = .max
                let polled = try system.events(subscriptions)
                try #require(queued == polled)
            }
            pairs.removeAll()
        }
    }
#endif
