import Synchronization
import TestSupport
import Testing
import WASICore

@testable import WASIUnix

/// Answers as lines: address, type, protocol, proper name.
private func lines(_ answers: [AddressInfo]) -> [String] {
    answers.map { answer in
        "\(answer.address) \(answer.type) \(answer.protocol)" + (answer.canonicalName.map { " \($0)" } ?? "")
    }
}

private func lookUp(_ system: UnixSystem, _ query: AddressQuery, limit: Int = 100) -> [String] {
    do throws(Errno) { return lines(try system.lookUp(query, limit: limit)) } catch { return ["\(error)"] }
}

/// A system whose names a server knows.
private func makeSystem(_ server: FakeNameServer, resolve: [NameRule] = [.any], connect: [NetworkRule] = []) throws
    -> UnixSystem
{
    try makeSystem { configuration in
        configuration.nameServers = [.ipv4(.loopback, port: server.port)]
        configuration.network.resolve = resolve
        configuration.network.connect = connect
    }
}

/// A server that knows some names, and an alias.
private func makeServer() -> FakeNameServer {
    FakeNameServer { question in
        switch (question.name, question.type) {
        case ("both.test", 1): [question.reply([.a(8, 8, 8, 8), .a(9, 9, 9, 9)])]
        case ("both.test", _): [question.reply([.aaaa(0x2606, 1)])]
        case ("four.test", 1): [question.reply([.cname("real.test"), .a(8, 8, 8, 8, of: "real.test")])]
        case ("four.test", _): [question.reply([.cname("real.test")])]
        case ("private.test", 1): [question.reply([.a(10, 0, 0, 1)])]
        case ("private.test", _): [question.reply()]
        default: [question.reply(code: 3)]
        }
    }
}

@Suite("Look-ups")
struct LookUpTests {
    @Test("numbers need nobody and no rule")
    func numeric() throws {
        let system = try makeSystem()
        #expect(lookUp(system, AddressQuery(host: "127.0.0.1", service: "80", type: .stream)) == ["127.0.0.1:80 stream tcp"])
        #expect(
            lookUp(system, AddressQuery(host: "::1", service: "080")) == ["[::1]:80 stream tcp", "[::1]:80 datagram udp"])
        #expect(lookUp(system, AddressQuery(host: "fe80::1%2", protocol: .udp)) == ["[fe80::1%2]:0 datagram udp"])
        #expect(
            lookUp(system, AddressQuery(host: "10.0.0.1", type: .stream, flags: [.numericHost, .canonicalName]))
                == ["10.0.0.1:0 stream tcp 10.0.0.1"])
        #expect(system.firstNetworkRefusal == nil)
    }

    @Test("an empty host is this machine, or all its addresses to bind to")
    func empty() throws {
        let system = try makeSystem()
        #expect(
            lookUp(system, AddressQuery(host: "", service: "80", type: .stream)) == [
                "127.0.0.1:80 stream tcp", "[::1]:80 stream tcp",
            ])
        #expect(
            lookUp(system, AddressQuery(host: "", service: "80", type: .datagram, flags: .passive)) == [
                "0.0.0.0:80 datagram udp", "[::]:80 datagram udp",
            ])
        #expect(
            lookUp(system, AddressQuery(host: "", service: "80", family: .ipv6, type: .stream)) == ["[::1]:80 stream tcp"])
        #expect(lookUp(system, AddressQuery(host: "", service: "80"), limit: 1) == ["127.0.0.1:80 stream tcp"])
    }

    @Test("localhost never leaves the machine", arguments: ["localhost", "LOCALHOST.", "db.localhost"])
    func localhost(name: String) throws {
        let server = makeServer()
        defer { server.stop() }
        let system = try makeSystem(server, resolve: [])
        #expect(
            lookUp(system, AddressQuery(host: name, service: "1", type: .stream)) == [
                "127.0.0.1:1 stream tcp", "[::1]:1 stream tcp",
            ])
        #expect(lookUp(system, AddressQuery(host: name, family: .ipv4, type: .stream)) == ["127.0.0.1:0 stream tcp"])
        #expect(server.questions == [])
    }

    @Test("names are looked up at the servers, version 4 first")
    func names() throws {
        let server = makeServer()
        defer { server.stop() }
        let system = try makeSystem(server)
        #expect(
            lookUp(system, AddressQuery(host: "Both.Test.", service: "443", type: .stream)) == [
                "8.8.8.8:443 stream tcp", "9.9.9.9:443 stream tcp", "[2606::1]:443 stream tcp",
            ])
        #expect(
            lookUp(system, AddressQuery(host: "both.test", family: .ipv6)) == [
                "[2606::1]:0 stream tcp", "[2606::1]:0 datagram udp",
            ])
        #expect(
            lookUp(system, AddressQuery(host: "four.test", type: .stream, flags: .canonicalName)) == [
                "8.8.8.8:0 stream tcp real.test"
            ])
        #expect(lookUp(system, AddressQuery(host: "none.test")) == ["\(Errno.unknownName)"])
        #expect(lookUp(system, AddressQuery(host: "four.test", family: .ipv6)) == ["\(Errno.noAddress)"])
    }

    @Test("version 4 is given in the form of version 6 where that is asked for")
    func mapped() throws {
        let server = makeServer()
        defer { server.stop() }
        let system = try makeSystem(server)
        func find(_ host: String, _ flags: AddressQueryFlags) -> [String] {
            lookUp(system, AddressQuery(host: host, family: .ipv6, type: .stream, flags: flags))
        }
        #expect(find("four.test", .mapped) == ["[::ffff:8.8.8.8]:0 stream tcp"])
        #expect(find("both.test", .mapped) == ["[2606::1]:0 stream tcp"])
        #expect(
            Set(find("both.test", [.mapped, .all])) == [
                "[2606::1]:0 stream tcp", "[::ffff:8.8.8.8]:0 stream tcp", "[::ffff:9.9.9.9]:0 stream tcp",
            ])
        #expect(find("127.0.0.1", .mapped) == ["[::ffff:127.0.0.1]:0 stream tcp"])
        #expect(find("127.0.0.1", .all) == ["\(Errno.noAddressInFamily)"])
        #expect(
            lookUp(system, AddressQuery(host: "four.test", family: .ipv4, type: .stream, flags: [.mapped, .all]))
                == ["8.8.8.8:0 stream tcp"])
    }

    @Test("what cannot be asked is said as getaddrinfo says it")
    func errors() throws {
        let system = try makeSystem { $0.network = .everything }
        #expect(lookUp(system, AddressQuery(host: "", service: "")) == ["\(Errno.invalidArgument)"])
        #expect(lookUp(system, AddressQuery(host: "127.0.0.1"), limit: 0) == ["\(Errno.invalidArgument)"])
        #expect(lookUp(system, AddressQuery(host: "127.0.0.1"), limit: .min) == ["\(Errno.invalidArgument)"])
        #expect(lookUp(system, AddressQuery(host: "a", family: .unix)) == ["\(Errno.familyNotLookedUp)"])
        #expect(lookUp(system, AddressQuery(host: "::1", family: .ipv4)) == ["\(Errno.noAddressInFamily)"])
        #expect(lookUp(system, AddressQuery(host: "::1", type: .stream, protocol: .udp)) == ["\(Errno.typeNotLookedUp)"])
        #expect(lookUp(system, AddressQuery(host: "::1", type: .datagram, protocol: .tcp)) == ["\(Errno.typeNotLookedUp)"])
        #expect(lookUp(system, AddressQuery(host: "", service: "1", flags: .canonicalName)) == ["\(Errno.badLookUpFlags)"])
        #expect(
            lookUp(system, AddressQuery(host: "::1", flags: AddressQueryFlags(rawValue: 1 << 7))) == [
                "\(Errno.badLookUpFlags)"
            ])
        #expect(lookUp(system, AddressQuery(host: "::1", service: "65536")) == ["\(Errno.unknownService)"])
        #expect(lookUp(system, AddressQuery(host: "::1", service: "http/x")) == ["\(Errno.unknownService)"])
        #expect(lookUp(system, AddressQuery(host: "::1", service: "no-such-service")) == ["\(Errno.unknownService)"])
        #expect(
            lookUp(system, AddressQuery(host: "::1", service: "http", flags: .numericService)) == ["\(Errno.unknownName)"])
        #expect(lookUp(system, AddressQuery(host: "localhost", flags: .numericHost)) == ["\(Errno.unknownName)"])
    }

    @Test(
        "what is no name, or a number to some resolvers, is unknown",
        arguments: ["127.1", "0x7f.1", "2130706433", "a\0b", "exämple.org", "a..b", ".", " ", "[::1]", "1.2.3.4:80", "-\n"])
    func notNames(name: String) throws {
        let system = try makeSystem { $0.network = .everything }
        #expect(lookUp(system, AddressQuery(host: name)) == ["\(Errno.unknownName)"])
    }

    @Test("services have their well-known ports", .enabled(if: Syscall.port(ofService: "https", .stream) == 443))
    func services() throws {
        let system = try makeSystem()
        #expect(
            lookUp(system, AddressQuery(host: "127.0.0.1", service: "https", type: .stream)) == ["127.0.0.1:443 stream tcp"])
    }

    @Test("a name that is not allowed is refused before anybody learns of it")
    func refused() throws {
        let server = makeServer()
        defer { server.stop() }
        let system = try makeSystem(
            server, resolve: [.name("both.test")], connect: [NetworkRule(.name("four.test"), port: 443)])
        var told: [NetworkRefusal] = []
        system.onNetworkRefusal = { told.append($0) }
        #expect(lookUp(system, AddressQuery(host: "both.test", family: .ipv4, type: .stream)).count == 2)
        #expect(lookUp(system, AddressQuery(host: "four.test", type: .stream)).count == 1)
        let count = server.questions.count
        #expect(lookUp(system, AddressQuery(host: "Secret.Evil.test")) == ["\(Errno.permissionDenied)"])
        #expect(lookUp(system, AddressQuery(host: "other.test")) == ["\(Errno.permissionDenied)"])
        #expect(told == [NetworkRefusal(.resolve("secret.evil.test"), .noRule)])
        #expect(server.questions.count == count)
    }

    @Test("an interrupt ends the wait for a silent server")
    func interrupted() throws {
        let server = FakeNameServer { _ in [] }
        defer { server.stop() }
        let system = try makeSystem(server)
        let interrupter = system.interrupter
        let thread = HostThread {
            server.awaitQuestions(2)
            interrupter.interrupt()
        }
        #expect(lookUp(system, AddressQuery(host: "a.test")) == ["\(Errno.canceled)"])
        thread.join()
        // What needs no waiting goes on working.
        #expect(lookUp(system, AddressQuery(host: "127.0.0.1", type: .stream)) == ["127.0.0.1:0 stream tcp"])
    }

    @Test("an embedder's query needs no rule")
    func resolve() throws {
        let server = makeServer()
        defer { server.stop() }
        let answers = try UnixSystem.resolve(
            AddressQuery(host: "four.test", service: "1", type: .stream), nameServers: [.ipv4(.loopback, port: server.port)])
        #expect(lines(answers) == ["8.8.8.8:1 stream tcp"])
        #expect(throws: Errno.unknownName) {
            try UnixSystem.resolve(AddressQuery(host: "x.test"), nameServers: [.ipv4(.loopback, port: server.port)])
        }
    }

    @Test("the host's resolver knows this machine")
    func hostResolver() throws {
        let answer = try Syscall.lookUp("localhost", .unspecified)
        #expect(answer.addresses.contains { $0.kind == .loopback })
        #expect(Syscall.port(ofService: "no-such-service", .stream) == nil)
        #expect(!Syscall.configuredFamilies().isEmpty)
    }
}

@Suite("Names in rules")
struct RuleNameTests {
    private func decide(_ system: UnixSystem, _ text: String) -> String {
        do throws(Errno) {
            try system.checkMayConnect(to: address(text))
            return "allowed"
        } catch {
            return "\(error)"
        }
    }

    @Test("an address is allowed because a name has it, and the name is asked for once")
    func allowed() throws {
        let server = makeServer()
        defer { server.stop() }
        let system = try makeSystem(server, connect: [rule("both.test:443")])
        #expect(decide(system, "8.8.8.8:443") == "allowed")
        #expect(decide(system, "[2606::1]:443") == "allowed")
        #expect(decide(system, "[::ffff:9.9.9.9]:443") == "allowed")
        #expect(decide(system, "8.8.4.4:443") == "\(Errno.permissionDenied)")
        #expect(decide(system, "8.8.8.8:80") == "\(Errno.permissionDenied)")
        #expect(server.questions.count == 2)
        #expect(system.firstNetworkRefusal == NetworkRefusal(.connect(address("8.8.4.4:443")), .noRule))
    }

    @Test("what the guest was told is allowed without asking again")
    func remembered() throws {
        let count = Mutex(0)
        // Another address each time.
        let server = FakeNameServer { question in
            let number = count.withLock { count in
                count += 1
                return count
            }
            return [question.type == 1 ? question.reply([.a(8, 8, 8, UInt8(number))]) : question.reply()]
        }
        defer { server.stop() }
        let system = try makeSystem(server, resolve: [], connect: [rule("many.test")])
        let first = try system.lookUp(AddressQuery(host: "many.test", family: .ipv4, type: .stream), limit: 1)
        let second = try system.lookUp(AddressQuery(host: "many.test", family: .ipv4, type: .stream), limit: 1)
        #expect(first != second)
        for answer in first + second { #expect(decide(system, "\(answer.address.with(port: 1))") == "allowed") }
        #expect(server.questions.count == 2)
    }

    @Test("an address that is not public is refused with the name")
    func rebinding() throws {
        let server = makeServer()
        defer { server.stop() }
        let system = try makeSystem(server, connect: [rule("private.test")])
        #expect(decide(system, "10.0.0.1:80") == "\(Errno.permissionDenied)")
        #expect(
            system.firstNetworkRefusal
                == NetworkRefusal(.connect(address("10.0.0.1:80")), .privateAddress(name: "private.test")))
        // Having looked it up changes nothing.
        _ = try system.lookUp(AddressQuery(host: "private.test"), limit: 1)
        #expect(decide(system, "10.0.0.1:80") == "\(Errno.permissionDenied)")
    }

    @Test("an interrupt is no refusal")
    func interrupted() throws {
        let server = FakeNameServer { _ in [] }
        defer { server.stop() }
        let system = try makeSystem(server, connect: [rule("a.test"), rule("b.test")])
        let interrupter = system.interrupter
        let thread = HostThread {
            server.awaitQuestions(1)
            interrupter.interrupt()
        }
        #expect(decide(system, "8.8.8.8:80") == "\(Errno.canceled)")
        thread.join()
        #expect(system.firstNetworkRefusal == nil)
    }

    @Test("addresses count for ten minutes, names are asked for once a minute, after a failure sooner")
    func memory() {
        func seconds(_ count: UInt64) -> Timestamp { .nanoseconds(1_000_000_000 * (1000 + count)) }
        var names = RuleNames()
        let one = IPAddress.v4(IPv4Address(8, 8, 8, 8))
        let other = IPAddress.v4(IPv4Address(9, 9, 9, 9))
        #expect(names.isDue("a.test", at: seconds(0)))
        names.noteAsking("a.test", hasFailed: false, at: seconds(0))
        names.add([one], to: "a.test", at: seconds(0))
        #expect(!names.isDue("a.test", at: seconds(59)))
        #expect(names.isDue("a.test", at: seconds(60)))
        #expect(names.isDue("b.test", at: seconds(0)))
        names.noteAsking("a.test", hasFailed: true, at: seconds(60))
        #expect(!names.isDue("a.test", at: seconds(74)))
        #expect(names.isDue("a.test", at: seconds(75)))
        names.add([other], to: "a.test", at: seconds(300))
        #expect(Set(names.addresses(of: "a.test", at: seconds(599))) == [one, other])
        #expect(names.addresses(of: "a.test", at: seconds(600)) == [other])
        #expect(names.addresses(of: "a.test", at: seconds(900)) == [])
        for number in 0..<5000 as Range<UInt32> {
            names.add([.v4(IPv4Address(rawValue: number))], to: "a.test", at: seconds(1000))
        }
        #expect(names.addresses(of: "a.test", at: seconds(1001)).count == 1024)
    }
}

@Suite("Look-ups by the host")
struct HostLookUpTests {
    @Test("the answer is handed over, or the error")
    func outcome() throws {
        let waiter = ThreadWaiter(wake: WakeDescriptor())
        #expect(try HostLookUp.run(waiter, until: .never) { () throws(Errno) in 7 } == 7)
        #expect(throws: Errno.unknownName) {
            try HostLookUp<Int>.run(waiter, until: .never) { () throws(Errno) in throw .unknownName }
        }
    }

    @Test("a resolver that does not answer is left when the time is over, and when the system is interrupted")
    func abandoned() throws {
        let wake = WakeDescriptor()
        let waiter = ThreadWaiter(wake: wake)
        let released = WakeDescriptor()
        defer { released.raise() }
        let soon = Syscall.monotonicTime() + .nanoseconds(20_000_000)
        #expect(throws: Errno.lookUpFailedForNow) {
            try HostLookUp.run(waiter, until: .at(soon)) { () throws(Errno) in
                while !released.isRaised { HostThread.pause(milliseconds: 1) }
                return 0
            }
        }
        let started = WakeDescriptor()
        let thread = HostThread {
            while !started.isRaised { HostThread.pause(milliseconds: 1) }
            wake.raise()
        }
        #expect(throws: Errno.canceled) {
            try HostLookUp.run(waiter, until: .never) { () throws(Errno) in
                started.raise()
                while !released.isRaised { HostThread.pause(milliseconds: 1) }
                return 0
            }
        }
        thread.join()
    }
}
