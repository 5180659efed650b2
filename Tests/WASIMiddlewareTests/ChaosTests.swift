import Synchronization
import TestSupport
import Testing
import WASICore
import WASIMiddleware
import WASIUnix

@Suite("Chaos")
struct ChaosTests {
    let tree = TemporaryTree()

    private func always(_ faults: ChaosFaults, _ calls: Set<SystemCallName>, errnos: [Errno] = []) -> ChaosOptions {
        var rule = ChaosRule(rate: 1, faults: faults, calls: calls)
        rule.errnos = errnos
        return ChaosOptions(seed: 1, rules: [rule])
    }

    /// What a program meets that opens, writes and reads a file often.
    private func story(_ options: ChaosOptions) throws -> [String] {
        let tree = TemporaryTree()
        var story: [String] = []
        let chaos = Chaos(options) { story.append($0.description) }
        let system = chaos.wrapping(try unixSystem(tree))
        for number in 0..<100 {
            guard let file = try? system.create("file\(number)") else { continue }
            _ = try? system.write(file, "some text")
            _ = try? system.read(file, 5)
            try? system.close(file)
        }
        return story
    }

    @Test("the same seed gives the same faults, and another seed others")
    func sameSeed() throws {
        let options = ChaosOptions(seed: 42, rules: [ChaosRule(rate: 0.2, faults: [.errno, .short, .interrupt])])
        let first = try story(options)
        #expect(first.count > 30)
        #expect(try story(options) == first)
        var other = options
        other.seed = 43
        #expect(try story(other) != first)
    }

    @Test("calls are skipped, and faults end, as the options say")
    func bounds() throws {
        var options = ChaosOptions(seed: 42, rules: [ChaosRule(rate: 1, faults: .errno)])
        options.skippedCalls = 50
        options.maximumFaults = 3
        let story = try story(options)
        #expect(story.count == 3)
        #expect(story[0].hasPrefix("#51 "))
    }

    @Test("a tracer in front changes no fault") func traced() throws {
        var stories: [[String]] = [[], []]
        for index in 0..<2 {
            let tree = TemporaryTree()
            let chaos = Chaos(ChaosOptions(seed: 3, rules: [ChaosRule(rate: 0.3, faults: .errno)])) {
                stories[index].append($0.description)
            }
            var system = chaos.wrapping(try unixSystem(tree, network: .everything))
            if index == 1 { system = Tracer { _ in }.wrapping(system) }
            for number in 0..<20 {
                _ = try? system.create("file\(number)")
                if let socket = try? system.openSocket(.ipv4, .stream, .any) {
                    try? system.bind(socket, to: .ipv4(.loopback, port: 0))
                }
            }
        }
        #expect(stories[0].count > 5)
        #expect(stories[0] == stories[1])
    }

    @Test("what libraries begin with, and the end of a program, are left alone")
    func untouched() throws {
        let system = Chaos(always(.all, Set(SystemCallName.allCases), errnos: [.ioError])).wrapping(
            try unixSystem(tree))
        #expect(String(decoding: try system.preopen(.root).name, as: UTF8.self) == "/")
        #expect(system.arguments() == [])
        #expect(throws: Errno.badFileDescriptor) { try system.preopen(Descriptor(rawValue: 4)) }
        system.exit(.success)
    }

    @Test("the standard streams are left alone unless they are named")
    func standardStreams() throws {
        var options = always(.errno, [.fdWrite])
        #expect(try Chaos(options).wrapping(try UnixSystem(UnixConfiguration())).write(.standardOutput, "x") == 1)
        options.rules[0].descriptors = [.standardOutput]
        let system = Chaos(options).wrapping(try UnixSystem(UnixConfiguration()))
        #expect(throws: Errno.self) { try system.write(.standardOutput, "x") }
    }

    @Test("a read or write that is cut moves one byte at least, and the beginning")
    func short() throws {
        let system = Chaos(always(.short, [.fdWrite, .fdRead])).wrapping(try unixSystem(tree))
        let file = try system.create("file")
        for _ in 0..<20 {
            let count = try writing([Array("ab".utf8), [], Array("cdefgh".utf8)]) { (buffers) throws(Errno) in
                try system.write(file, from: buffers)
            }
            #expect((1..<8).contains(count))
            _ = try system.seek(file, by: 0, from: .start)
            #expect(tree.text("file")?.hasPrefix(String("abcdefgh".prefix(count))) == true)
        }
        // There is nothing less than one byte.
        #expect(try system.write(file, "x") == 1)
        #expect(try system.read(file, 1).utf8.count <= 1)
    }

    @Test("a file that cannot be closed is closed")
    func closing() throws {
        let system = Chaos(always(.errno, [.fdClose])).wrapping(try unixSystem(tree))
        let file = try system.create("file")
        #expect(throws: Errno.ioError) { try system.close(file) }
        #expect(throws: Errno.badFileDescriptor) { try system.status(of: file) }
        // What is wrong by itself stays wrong in its own way.
        #expect(throws: Errno.badFileDescriptor) { try system.close(file) }
    }

    @Test("what waits is never told that it would have to wait")
    func plausible() throws {
        var seen: Set<Errno> = []
        for seed in 0..<200 {
            var options = always(.errno, [.fdWrite])
            options.seed = UInt64(seed)
            let system = Chaos(options).wrapping(try unixSystem(tree))
            let file = try system.create("file")
            do throws(Errno) { _ = try system.write(file, "x") } catch { seen.insert(error) }
        }
        #expect(seen == [.ioError, .noSpace, .diskQuotaExceeded])
    }

    @Test("a delay goes by the system's clock")
    func latency() throws {
        var options = always(.latency, [.fdWrite])
        options.rules[0].latency = .nanoseconds(7_000_000_000) ... .nanoseconds(7_000_000_000)
        let clock = VirtualClock(try unixSystem(tree), start: .zero, pace: .stepping(.zero))
        let system = Chaos(options).wrapping(clock)
        let file = try system.create("file")
        #expect(try system.write(file, "x") == 1)
        #expect(try system.time(.realtime) == 7_000_000_000)
    }

    @Test("an interrupted system ends a delay")
    func interruptedDelay() throws {
        var options = always(.latency, [.fdWrite])
        options.rules[0].latency = .max ... .max
        let base = try unixSystem(tree)
        let system = Chaos(options).wrapping(base)
        let file = try system.create("file")
        base.interrupter.interrupt()
        #expect(throws: Errno.canceled) { try system.write(file, "x") }
    }

    @Test("a dropped connection is gone for good, and its peer sees the end")
    func dropped() throws {
        let base = try unixSystem(tree, network: .everything)
        var options = always(.drop, [.sockSend, .sockRecv, .fdRead, .fdWrite])
        options.maximumFaults = 1
        let system = Chaos(options).wrapping(base)
        let listener = try system.openSocket(.ipv4, .stream, .any)
        try system.bind(listener, to: .ipv4(.loopback, port: 0))
        try system.listen(listener, backlog: 1)
        let client = try system.openSocket(.ipv4, .stream, .any)
        try system.connect(client, to: try system.localAddress(of: listener))
        let server = try system.accept(listener, flags: [])
        #expect(throws: Errno.connectionReset) { try system.write(client, "x") }
        #expect(throws: Errno.brokenPipe) { try system.write(client, "x") }
        #expect(try system.read(client, 10) == "")
        #expect(throws: Errno.socketNotConnected) { try system.remoteAddress(of: client) }
        #expect(try system.read(server, 10) == "")
        try system.renumber(client, to: listener)
        #expect(throws: Errno.brokenPipe) { try system.write(listener, "x") }
        try system.close(listener)
        // The number is free for something that works.
        let next = try system.create("file")
        #expect(try system.write(next, "x") == 1)
    }
}

@Suite("Chaos as text")
struct ChaosTextTests {
    @Test("a text sets what it names")
    func settings() throws {
        let options = try ChaosOptions(
            "seed=42,rate=2.5%,faults=short+eintr,calls=fd_read+fd_write,fds=3+4,latency=1ms-2s,skip=7,max=9,errno=EIO+ENOSPC"
        )
        #expect((options.seed, options.skippedCalls, options.maximumFaults) == (42, 7, 9))
        var rule = ChaosRule(
            rate: 0.025, faults: [.short, .interrupt], calls: [.fdRead, .fdWrite],
            descriptors: [Descriptor(rawValue: 3), Descriptor(rawValue: 4)])
        rule.errnos = [.ioError, .noSpace]
        rule.latency = .nanoseconds(1_000_000) ... .nanoseconds(2_000_000_000)
        #expect(options.rules == [rule])
    }

    @Test("nothing is the defaults, and rules are separated by semicolons")
    func rules() throws {
        #expect(try ChaosOptions("") == ChaosOptions())
        let options = try ChaosOptions("calls=sockets,rate=1;calls=!fd_close,rate=0")
        #expect(options.rules[0].calls.contains(.sockSend) && !options.rules[0].calls.contains(.fdRead))
        #expect(options.rules[1].calls == ChaosRule.usualCalls.subtracting([.fdClose]))
        #expect(options.rules.map(\.rate) == [1, 0])
    }

    @Test(
        "a mistake is one sentence",
        arguments: [
            ("rate", "\"rate\" is no setting; write for example seed=42 or calls=fd_*"),
            ("speed=1", "\"speed\" is not known; there are seed, rate, faults, calls, fds, errno, latency, skip and max"),
            ("seed=x", "\"seed=x\" is no whole number from 0 on"),
            ("rate=2", "\"rate=2\" is no probability; write a number from 0 to 1, or for example 2.5%"),
            ("rate=nan", "\"rate=nan\" is no probability; write a number from 0 to 1, or for example 2.5%"),
            ("faults=fire", "\"fire\" is no kind of fault; there are errno, short, latency, eintr, drop and all"),
            ("calls=fd_x", "\"fd_x\" is no call and no family of calls; write for example fd_* or sockets"),
            ("calls=proc_exit", "\"proc_exit\" cannot be made to fail: programs do not expect it to"),
            ("calls=fd_read+!fd_*", "\"calls=fd_read+!fd_*\" leaves no call that can be made to fail"),
            ("fds=a", "\"fds=a\" names something that is no descriptor; write for example fds=3+4"),
            ("errno=EOOPS", "\"errno=EOOPS\" names no error; write for example errno=EIO+ENOSPC"),
            ("latency=5", "\"latency=5\" is no time; write for example latency=5ms or latency=1ms-20ms"),
            ("latency=5ms-1ms", "\"latency=5ms-1ms\" is no time; write for example latency=5ms or latency=1ms-20ms"),
        ])
    func mistakes(_ text: String, _ message: String) {
        do throws(ChaosOptionsError) {
            _ = try ChaosOptions(text)
            Issue.record("\(text) is understood")
        } catch {
            #expect(error.description == message)
        }
    }
}
