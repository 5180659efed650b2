import Synchronization
import TestSupport
import Testing
import WASICore

@testable import WASIUnix

/// What a client finds, or its error.
private func find(
    _ name: String, _ kinds: [DNSQuestion.Kind] = [.version4, .version6], at servers: FakeNameServer...,
    patience: [UInt64] = [5000, 5000]
) throws -> String {
    defer { for server in servers { server.stop() } }
    var client = DNSClient(
        servers: servers.map { .ipv4(.loopback, port: $0.port) }, waiter: ThreadWaiter(wake: WakeDescriptor()))
    client.patience = patience.map { .nanoseconds($0 * 1_000_000) }
    do throws(Errno) {
        let answer = try client.addresses(
            of: domainName(name), kinds, until: Syscall.monotonicTime() + .nanoseconds(20_000_000_000))
        return "\(answer.name): \(answer.addresses.map(\.description).joined(separator: " "))"
    } catch {
        return "\(error)"
    }
}

@Suite("DNS client")
struct DNSClientTests {
    @Test("both versions are asked for under different numbers, and found")
    func both() throws {
        let server = FakeNameServer { question in
            [question.reply(question.type == 1 ? [.a(8, 8, 8, 8), .a(9, 9, 9, 9)] : [.aaaa(0x2606, 1)])]
        }
        #expect(try find("www.example.org", at: server) == "www.example.org: 8.8.8.8 9.9.9.9 2606::1".sorted(server))
        #expect(server.questions.map(\.name) == ["www.example.org", "www.example.org"])
        #expect(Set(server.questions.map(\.type)) == [1, 28])
    }

    @Test("only the version that is wanted is asked for")
    func one() throws {
        let server = FakeNameServer { [$0.reply([.a(8, 8, 8, 8)])] }
        #expect(try find("example.org", [.version4], at: server) == "example.org: 8.8.8.8")
        #expect(server.questions.map(\.type) == [1])
    }

    @Test("the proper name is that of the last alias")
    func aliases() throws {
        let server = FakeNameServer { question in
            [
                question.reply([
                    .cname("b.example.net"), .cname("C.example.net", of: "b.example.net"),
                    .a(8, 8, 8, 8, of: "c.example.net"),
                ])
            ]
        }
        #expect(try find("a.example.net", [.version4], at: server) == "c.example.net: 8.8.8.8")
    }

    @Test("a name that does not exist is unknown; one without addresses has none")
    func nothing() throws {
        #expect(try find("a.org", at: FakeNameServer { [$0.reply(code: 3)] }) == "\(Errno.unknownName)")
        #expect(try find("a.org", at: FakeNameServer { [$0.reply()] }) == "\(Errno.noAddress)")
        let half = FakeNameServer { [$0.type == 1 ? $0.reply([.a(8, 8, 8, 8)]) : $0.reply(code: 3)] }
        #expect(try find("a.org", at: half) == "a.org: 8.8.8.8")
    }

    @Test("what does not fit is asked for again over TCP")
    func truncated() throws {
        let server = FakeNameServer { question in
            guard question.isStream else { return [question.reply([.a(1, 1, 1, 1)], isTruncated: true)] }
            return [question.reply((0..<60).map { .a(8, 8, 8, $0) })]
        }
        let found = try find("many.org", [.version4], at: server)
        #expect(found.split(separator: " ").count == 61)
        #expect(found.hasSuffix("8.8.8.59"))
        #expect(server.questions.map(\.isStream) == [false, true])

    }

    @Test("a server that hangs up, or goes on saying that it does not fit, fails")
    func badStream() throws {
        let deaf = FakeNameServer { [$0.isStream ? [] : $0.reply(isTruncated: true)] }
        #expect(try find("a.org", [.version4], at: deaf) == "\(Errno.lookUpFailedForNow)")
        let endless = FakeNameServer { [$0.reply(isTruncated: true)] }
        #expect(try find("a.org", [.version4], at: endless) == "\(Errno.lookUpFailedForNow)")
    }

    @Test("packets that answer something else are passed over")
    func spoofed() throws {
        let server = FakeNameServer { question in
            [
                question.reply([.a(6, 6, 6, 6)], id: question.id &+ 1), [], [0], question.packet,
                Array(question.reply([.a(6, 6, 6, 6)]).dropLast()), [UInt8](repeating: 0xff, count: 2000),
                question.reply([.a(6, 6, 6, 6)]).map { $0 == 0x61 ? 0x62 : $0 }, question.reply([.a(8, 8, 8, 8)]),
            ]
        }
        #expect(try find("a.org", [.version4], at: server) == "a.org: 8.8.8.8")
    }

    @Test("a late answer to an earlier question does not count for a later one")
    func late() throws {
        let earlier = Mutex<FakeQuestion?>(nil)
        let server = FakeNameServer { question in
            earlier.withLock { earlier in
                guard let first = earlier else {
                    earlier = question
                    return []
                }
                // Under the first question's number, and of another address.
                return [
                    first.reply([.a(6, 6, 6, 6)], id: first.id == question.id ? first.id &+ 1 : first.id),
                    question.reply([.a(8, 8, 8, 8)]),
                ]
            }
        }
        #expect(try find("a.org", [.version4], at: server, patience: [50, 5000]) == "a.org: 8.8.8.8")
        #expect(server.questions.count == 2)
    }

    @Test("the next server is asked when one fails, refuses or is silent")
    func next() throws {
        for code: UInt8 in [1, 2, 4, 5] {
            let bad = FakeNameServer { [$0.reply(code: code)] }
            let good = FakeNameServer { [$0.reply([.a(8, 8, 8, 8)])] }
            #expect(try find("a.org", [.version4], at: bad, good) == "a.org: 8.8.8.8")
        }
        let silent = FakeNameServer { _ in [] }
        let good = FakeNameServer { [$0.reply([.a(8, 8, 8, 8)])] }
        #expect(try find("a.org", [.version4], at: silent, good, patience: [200, 5000]) == "a.org: 8.8.8.8")
    }

    @Test("a port where nobody is fails at once")
    func nobody() throws {
        let gone = FakeNameServer { _ in [] }
        gone.stop()
        let port = gone.port
        let good = FakeNameServer { [$0.reply([.a(8, 8, 8, 8)])] }
        defer { good.stop() }
        // The sockets of the first one close with it.
        let servers: [SocketAddress] = [
            .ipv4(.loopback, port: port == 1 ? 2 : 1), .unix(.path("/x")), .ipv4(.loopback, port: good.port),
        ]
        let client = DNSClient(servers: servers, waiter: ThreadWaiter(wake: WakeDescriptor()))
        let answer = try client.addresses(
            of: DomainName("a.org")!, [.version4], until: Syscall.monotonicTime() + .nanoseconds(20_000_000_000))
        #expect(answer.addresses == [.v4(IPv4Address(8, 8, 8, 8))])
    }

    @Test("servers that fail are a failure for now; those that refuse, for good")
    func failures() throws {
        #expect(try find("a.org", at: FakeNameServer { [$0.reply(code: 2)] }) == "\(Errno.lookUpFailedForNow)")
        #expect(try find("a.org", at: FakeNameServer { [$0.reply(code: 5)] }) == "\(Errno.lookUpFailed)")
        #expect(try find("a.org", at: FakeNameServer { _ in [] }, patience: [20, 20]) == "\(Errno.lookUpFailedForNow)")
    }

    @Test("when one version is known, the other is not waited for at further servers")
    func halfSilent() throws {
        let server = FakeNameServer { $0.type == 1 ? [$0.reply([.a(8, 8, 8, 8)])] : [] }
        let other = FakeNameServer { [$0.reply([.aaaa(0x2606, 1)])] }
        #expect(try find("a.org", at: server, other, patience: [300, 5000]) == "a.org: 8.8.8.8")
        #expect(other.questions == [])
    }

    @Test("no reply does harm", arguments: 0..<8)
    func fuzz(seed: UInt64) throws {
        let server = FakeNameServer { question in
            var numbers = SystemRandomNumberGenerator()
            var reply = question.reply([.cname("b.org"), .a(8, 8, 8, 8, of: "b.org")])
            for _ in 0..<3 {
                reply[Int.random(in: 2..<reply.count, using: &numbers)] = .random(in: 0...255, using: &numbers)
            }
            return [reply, question.reply(code: 3)]
        }
        _ = try find("a.org", [.version4], at: server, patience: [1000])
    }
}

extension String {
    /// The same with the versions in the order in which the server was asked for them.
    fileprivate func sorted(_ server: FakeNameServer) -> String {
        guard server.questions.first?.type == 28 else { return self }
        return "www.example.org: 2606::1 8.8.8.8 9.9.9.9"
    }
}
