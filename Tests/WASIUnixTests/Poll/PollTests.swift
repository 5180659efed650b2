#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import TestSupport
import Testing
import WASICore

@testable import WASIUnix

@Suite("Polls")
struct PollTests {
    private func clock(
        _ userData: UInt64, _ timeout: UInt64, _ id: Clock = .monotonic, isAbsolute: Bool = false, precision: UInt64 = 0
    ) -> Subscription {
        Subscription(
            userData: userData,
            kind: .clock(id, timeout: .nanoseconds(timeout), precision: .nanoseconds(precision), isAbsolute: isAbsolute))
    }

    private func reads(_ userData: UInt64, _ fd: Descriptor) -> Subscription {
        Subscription(userData: userData, kind: .read(fd))
    }

    private func writes(_ userData: UInt64, _ fd: Descriptor) -> Subscription {
        Subscription(userData: userData, kind: .write(fd))
    }

    @Test("without subscriptions it is an invalid argument")
    func none() throws {
        let system = try makeSystem()
        #expect(failure { () throws(Errno) in try system.events([]) } == .invalidArgument)
    }

    @Test("clocks are never early, and precision is not added", arguments: Clock.allCases.prefix(2), [false, true])
    func clocks(id: Clock, isAbsolute: Bool) throws {
        let system = try makeSystem()
        for span: UInt64 in [1, 999, 100_000, 1_500_000, 20_000_000] {
            let start = try system.time(of: id, precision: .zero)
            let timeout = isAbsolute ? start.rawValue + span : span
            let events = try system.events([clock(7, timeout, id, isAbsolute: isAbsolute, precision: 5_000_000_000)])
            let end = try system.time(of: id, precision: .zero)
            #expect(events == [Event(userData: 7, type: .clock)])
            #expect(end - start >= .nanoseconds(span))
            #expect(end - start < .nanoseconds(span + 2_000_000_000))
        }
    }

    @Test("every due clock is reported, in the order of the subscriptions, and no other")
    func severalClocks() throws {
        let system = try makeSystem()
        let events = try system.events([
            clock(1, 3_000_000), clock(2, 0), clock(3, .max), clock(4, 1, isAbsolute: true),
            clock(5, 1, .realtime, isAbsolute: true), clock(6, .max, .realtime, isAbsolute: true), clock(7, 60_000_000_000),
        ])
        #expect(events.map(\.userData) == [2, 4, 5])
        #expect(events.allSatisfy { $0.error == nil && $0.type == .clock })
        let later = try system.events([clock(1, 2_000_000), clock(2, 1_000), clock(3, 60_000_000_000)])
        #expect(later.map(\.userData).contains(2))
        #expect(!later.map(\.userData).contains(3))
    }

    @Test("a bad descriptor is an event of its own and makes no clock due")
    func badDescriptor() throws {
        let system = try makeSystem()
        let events = try system.events([clock(1, 60_000_000_000), reads(2, .number(77)), writes(3, .number(.max))])
        #expect(
            events == [
                Event(userData: 2, type: .read, error: .badFileDescriptor),
                Event(userData: 3, type: .write, error: .badFileDescriptor),
            ])
    }

    @Test("what else cannot be served is an event too")
    func errors() throws {
        let tree = TemporaryTree()
        let system = try makeSystem(in: tree)
        let fd = try system.adopt(tree.absolute("f"), rights: [.read, .write])
        let events = try system.events([
            clock(1, 5, .processCPUTime), clock(2, .max, .threadCPUTime), reads(3, fd), reads(4, .number(3)),
            Subscription(userData: 5, kind: .invalid(.invalidArgument, as: .clock)), clock(6, 60_000_000_000),
        ])
        #expect(
            events == [
                Event(userData: 1, type: .clock, error: .notSupported),
                Event(userData: 2, type: .clock, error: .notSupported),
                Event(userData: 3, type: .read, error: .notCapable),
                Event(userData: 4, type: .read, error: .notCapable),
                Event(userData: 5, type: .clock, error: .invalidArgument),
            ])
    }

    @Test("a regular file is ready and tells what is left of it")
    func regularFile() throws {
        let tree = TemporaryTree()
        let system = try makeSystem()
        let fd = try system.adopt(tree.file("f", "12345"))
        _ = try system.readText(fd, 2)
        #expect(
            try system.events([reads(1, fd), writes(2, fd), clock(3, 60_000_000_000)]) == [
                Event(userData: 1, type: .read, byteCount: 3), Event(userData: 2, type: .write),
            ])
        _ = try system.seek(fd, by: 100, from: .start)
        #expect(try system.events([reads(1, fd)]) == [Event(userData: 1, type: .read, byteCount: 0)])
    }

    @Test("a pipe is ready when it has bytes, and tells how many and whether its writer is gone")
    func pipe() throws {
        let pipe = HostPair.pipe()
        let system = try makeSystem {
            $0.standardInput = .descriptor(pipe.reader)
            $0.standardOutput = .descriptor(pipe.writer)
        }
        #expect(
            try system.events([reads(1, .standardInput), writes(2, .standardOutput), clock(3, 60_000_000_000)]) == [
                Event(userData: 2, type: .write)
            ])
        #expect(try system.events([reads(1, .standardInput), clock(2, 1_000_000)]).map(\.userData) == [2])
        pipe.send("seven..")
        #expect(
            try system.events([reads(1, .standardInput), reads(2, .standardInput)]) == [
                Event(userData: 1, type: .read, byteCount: 7), Event(userData: 2, type: .read, byteCount: 7),
            ])
        pipe.closeWriter()
        try system.close(.standardOutput)
        #expect(
            try system.events([reads(1, .standardInput)]) == [
                Event(userData: 1, type: .read, byteCount: 7, isHangup: true)
            ])
    }

    @Test("a pipe whose reader is gone is a hangup for the writer")
    func brokenPipe() throws {
        let pipe = HostPair.pipe()
        let system = try makeSystem { $0.standardOutput = .descriptor(pipe.writer) }
        pipe.closeReader()
        #expect(
            try system.events([writes(1, .standardOutput)]) == [Event(userData: 1, type: .write, isHangup: true)])
    }

    @Test("a connection whose peer has gone is a hangup once all is read")
    func connection() throws {
        let pair = HostPair.sockets()
        let system = try makeSystem { $0.sockets = [SocketGrant(descriptor: pair.reader)] }
        pair.send("ab")
        shutdown(pair.writer, Int32(SHUT_WR))
        #expect(try system.events([reads(1, .number(3))]) == [Event(userData: 1, type: .read, byteCount: 2)])
        #expect(try system.readText(.number(3)) == "ab")
        #expect(
            try system.events([reads(1, .number(3)), writes(2, .number(3))]) == [
                Event(userData: 1, type: .read, isHangup: true), Event(userData: 2, type: .write),
            ])
    }

    @Test("data that comes while it waits ends it")
    func wakes() throws {
        let pipe = HostPair.pipe()
        let system = try makeSystem { $0.standardInput = .descriptor(pipe.reader) }
        let writer = pipe.writer
        let thread = HostThread {
            HostThread.pause(milliseconds: 20)
            _ = write(writer, "x", 1)
        }
        #expect(
            try system.events([clock(1, .max), reads(2, .standardInput), clock(3, .max, .realtime, isAbsolute: true)]) == [
                Event(userData: 2, type: .read, byteCount: 1)
            ])
        thread.join()
    }

    @Test("thousands of subscriptions, most of them to the same descriptors")
    func many() throws {
        let pipe = HostPair.pipe()
        let system = try makeSystem {
            $0.standardInput = .descriptor(pipe.reader)
            $0.standardOutput = .descriptor(pipe.writer)
        }
        pipe.send("x")
        var subscriptions: [Subscription] = []
        for index in 0..<UInt64(30_000) {
            switch index % 3 {
            case 0: subscriptions.append(reads(index, .standardInput))
            case 1: subscriptions.append(writes(index, .standardOutput))
            default: subscriptions.append(clock(index, index % 2 == 0 ? .max : 0))
            }
        }
        let events = try system.events(subscriptions)
        #expect(events.count == 25_000)
        #expect(events.map(\.userData) == events.map(\.userData).sorted())
    }

    @Test("the monotonic clock starts near zero but not at it, and goes on")
    func monotonic() throws {
        let system = try makeSystem()
        let first = try system.time(of: .monotonic, precision: .zero)
        #expect(first > .zero)
        #expect(first < .nanoseconds(10_000_000_000))
        let second = try system.time(of: .monotonic, precision: .zero)
        #expect(second >= first)
        for clock in Clock.allCases {
            #expect(try system.resolution(of: clock) > .zero)
            #expect(try system.time(of: clock, precision: .zero) > .zero)
        }
        #expect(try system.time(of: .realtime, precision: .zero) > .nanoseconds(1_700_000_000_000_000_000))
    }

    @Test("signals do not end a wait")
    func signals() throws {
        let pipe = HostPair.pipe()
        let system = try makeSystem { $0.standardInput = .descriptor(pipe.reader) }
        let shower = SignalShower()
        defer { shower.stop() }
        var events: [Event] = []
        let time = try milliseconds { events = try system.events([clock(1, 30_000_000), reads(2, .standardInput)]) }
        #expect(events.map(\.userData) == [1])
        #expect(time >= 30)
        let writer = pipe.writer
        let thread = HostThread {
            HostThread.pause(milliseconds: 20)
            _ = write(writer, "later", 5)
        }
        #expect(try system.readText(.standardInput) == "later")
        thread.join()
        #expect(shower.count > 0)
    }
}
