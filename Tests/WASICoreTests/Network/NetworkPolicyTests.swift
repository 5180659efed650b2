import Testing
import WASICore

/// What rules say about an address, in one word.
private func decide(
    connect rules: String..., to address: String, names: [String: [String]] = [:]
) throws -> String {
    var policy = NetworkPolicy()
    policy.connect = try rules.map { try NetworkRule($0) }
    return word(
        policy.connecting(to: try #require(SocketAddress(address))) { names[$0, default: []].compactMap { IPAddress($0) } })
}

private func decide(listen rules: String..., on address: String, names: [String: [String]] = [:]) throws -> String {
    var policy = NetworkPolicy()
    policy.listen = try rules.map { try NetworkRule($0) }
    return word(
        policy.listening(on: try #require(SocketAddress(address))) { names[$0, default: []].compactMap { IPAddress($0) } })
}

private func word(_ decision: NetworkPolicy.Decision) -> String {
    switch decision {
    case .allowed: "allowed"
    case .refused: "refused"
    case .privateAddress(let name): "private \(name)"
    }
}

@Suite("Network policy")
struct NetworkPolicyTests {
    @Test(
        "without a rule, nothing is allowed",
        arguments: ["8.8.8.8:53", "127.0.0.1:80", "[::1]:80", "0.0.0.0:0", "unix:/a", "unix:@a", "unix:"])
    func none(address: String) throws {
        let address = try #require(SocketAddress(address))
        #expect(NetworkPolicy.none.connecting(to: address) { _ in [.v4(.loopback)] } == .refused)
        #expect(NetworkPolicy.none.listening(on: address) { _ in [.v4(.loopback)] } == .refused)
    }

    @Test(
        "everything allows everything",
        arguments: ["8.8.8.8:53", "[::]:0", "unix:/a", "unix:@a", "unix:", "255.255.255.255:1"])
    func everything(address: String) throws {
        let address = try #require(SocketAddress(address))
        #expect(NetworkPolicy.everything.connecting(to: address) { _ in [] } == .allowed)
        #expect(NetworkPolicy.everything.listening(on: address) { _ in [] } == .allowed)
        #expect(NetworkPolicy.everything.resolves("example.org"))
    }

    @Test("all addresses are no local sockets")
    func anyAddress() throws {
        #expect(try decide(connect: "*:*", to: "127.0.0.1:1") == "allowed")
        #expect(try decide(connect: "*:*", to: "unix:/a") == "refused")
        #expect(try decide(connect: ":443", to: "[::1]:443") == "allowed")
        #expect(try decide(connect: ":443", to: "[::1]:80") == "refused")
    }

    @Test("an address is the same however it is written")
    func canonical() throws {
        for address in ["127.0.0.1:80", "[::ffff:127.0.0.1]:80", "0.0.0.0:80", "[::ffff:0.0.0.0]:80"] {
            #expect(try decide(connect: "127.0.0.1:80", to: address) == "allowed")
            #expect(try decide(connect: "0.0.0.0/8", "8.0.0.0/8", "::/0", to: address) == "refused", "\(address)")
        }
        #expect(try decide(connect: "::1", to: "[::]:80") == "allowed")
        #expect(try decide(connect: "::1", to: "[::%1]:80") == "allowed")
        #expect(try decide(connect: "127.0.0.0/8", to: "[::]:80") == "refused")
        #expect(try decide(connect: "0.0.0.0", "::", to: "127.0.0.1:80") == "refused")
        // These lead elsewhere, whatever is inside.
        for address in ["[64:ff9b::127.0.0.1]:80", "[2002:7f00:1::]:80", "[::127.0.0.1]:80"] {
            #expect(try decide(connect: "127.0.0.0/8", "localhost", to: address) == "refused")
        }
    }

    @Test("localhost is this machine, and nobody is asked for it")
    func localhost() throws {
        var policy = NetworkPolicy()
        policy.connect = [NetworkRule(.name("LocalHost."))]
        for address in ["127.0.0.1:80", "127.9.9.9:80", "[::1]:80", "[::ffff:127.0.0.1]:80", "0.0.0.0:80", "[::]:80"] {
            let decision = policy.connecting(to: try #require(SocketAddress(address))) { name in
                Issue.record("asked for \(name)")
                return []
            }
            #expect(decision == .allowed, "\(address)")
        }
        #expect(try decide(connect: "localhost", to: "10.0.0.1:80", names: ["localhost": ["10.0.0.1"]]) == "refused")
    }

    @Test("a name allows its public addresses")
    func names() throws {
        let names = ["example.org": ["8.8.8.8", "::ffff:9.9.9.9", "2606:4700::1"]]
        for address in ["8.8.8.8:80", "9.9.9.9:80", "[::ffff:8.8.8.8]:80", "[2606:4700::1%3]:80"] {
            #expect(try decide(connect: "example.org", to: address, names: names) == "allowed")
        }
        #expect(try decide(connect: "example.org", to: "8.8.4.4:80", names: names) == "refused")
        #expect(try decide(connect: "example.org:443", to: "8.8.8.8:80", names: names) == "refused")
        #expect(try decide(connect: "example.com", to: "8.8.8.8:80", names: names) == "refused")
    }

    @Test(
        "a name does not allow what is not public, wrapped or not",
        arguments: [
            "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "224.0.0.1",
            "255.255.255.255", "::1", "fe80::1",
            "fd00::1", "ff02::1", "64:ff9b::10.0.0.1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2001:0:1:2:3:4:80ff:fffe",
            "::127.0.0.1", "::ffff:10.0.0.1",
        ])
    func rebinding(address: String) throws {
        let socket = SocketAddress(try #require(IPAddress(address)), port: 80)
        let names = ["evil.org": [address]]
        #expect(try decide(connect: "evil.org", to: "\(socket)", names: names) == "private evil.org")
        #expect(try decide(listen: "evil.org", on: "\(socket)", names: names) == "private evil.org")
        // The address itself may be allowed.
        let text = "[\(address)]".contains(":") ? "[\(address)]:80" : "\(address):80"
        #expect(try decide(connect: "evil.org", text, to: "\(socket)", names: names) == "allowed")
    }

    @Test("a name that stands for 0.0.0.0 does not lead to this machine")
    func unspecifiedName() throws {
        #expect(try decide(connect: "evil.org", to: "0.0.0.0:80", names: ["evil.org": ["0.0.0.0"]]) == "refused")
        #expect(try decide(connect: "evil.org", to: "0.0.0.0:80", names: ["evil.org": ["127.0.0.1"]]) == "private evil.org")
        #expect(try decide(listen: "evil.org", on: "0.0.0.0:80", names: ["evil.org": ["0.0.0.0"]]) == "private evil.org")
    }

    @Test("names are asked for only if no other rule allows the address, and only for the right port")
    func laziness() throws {
        var policy = NetworkPolicy()
        policy.connect = try ["example.org:443", "other.org", "8.8.8.8"].map { try NetworkRule($0) }
        var asked: [String] = []
        let ask = { (name: String) -> [IPAddress] in
            asked.append(name)
            return []
        }
        #expect(policy.connecting(to: .ipv4(IPv4Address(8, 8, 8, 8), port: 80), addresses: ask) == .allowed)
        #expect(asked == [])
        #expect(policy.connecting(to: .ipv4(IPv4Address(9, 9, 9, 9), port: 80), addresses: ask) == .refused)
        #expect(asked == ["other.org"])
        asked = []
        #expect(policy.connecting(to: .unix(.path("/a")), addresses: ask) == .refused)
        #expect(asked == [])
    }

    @Test(
        "names that are numbers to some resolvers, or no names, match nothing",
        arguments: ["127.1", "0x7f.1", "2130706433", "a\0b", "ä.org", ""])
    func notNames(name: String) {
        var policy = NetworkPolicy()
        policy.connect = [NetworkRule(.name(name))]
        policy.resolve = [.any]
        #expect(policy.connecting(to: .ipv4(.loopback, port: 80)) { _ in [.v4(.loopback)] } == .refused)
        #expect(!policy.resolves(name))
    }

    @Test("every address is listened on only by a rule that says so")
    func listening() throws {
        for rule in ["*", "*:*", ":8080", "0.0.0.0", "0.0.0.0/0", "0.0.0.0:8080", "[::]:8080", "::/0"] {
            #expect(try decide(listen: rule, on: "0.0.0.0:8080") == "allowed", "\(rule)")
            #expect(try decide(listen: rule, on: "[::ffff:0.0.0.0]:8080") == "allowed", "\(rule)")
        }
        for rule in ["0.0.0.0/8", "0.0.0.0/1", "127.0.0.0/8", "::/64", "::1", "localhost", "[::]:80", "unix:*"] {
            #expect(try decide(listen: rule, on: "0.0.0.0:8080") == "refused", "\(rule)")
        }
        for rule in ["*", ":8080", "::", "::/0"] {
            #expect(try decide(listen: rule, on: "[::]:8080") == "allowed", "\(rule)")
        }
        for rule in ["0.0.0.0", "0.0.0.0/0", "::/1", "::1", "localhost"] {
            #expect(try decide(listen: rule, on: "[::]:8080") == "refused", "\(rule)")
        }
        #expect(try decide(listen: "localhost:8080", on: "127.0.0.1:8080") == "allowed")
        #expect(try decide(listen: "0.0.0.0", on: "127.0.0.1:8080") == "refused")
    }

    @Test("port 0 needs a rule for all ports or for itself")
    func port0() throws {
        #expect(try decide(listen: ":8080", on: "127.0.0.1:0") == "refused")
        #expect(try decide(listen: "127.0.0.1:0", on: "127.0.0.1:0") == "allowed")
        #expect(try decide(listen: "127.0.0.1", on: "127.0.0.1:0") == "allowed")
        #expect(try decide(listen: "127.0.0.1:0", on: "127.0.0.1:8080") == "refused")
    }

    @Test("local sockets match by their path or their abstract name")
    func localSockets() throws {
        for path in ["unix:/run/app.sock", "unix://run/./app.sock", "unix:/run/app.sock/"] {
            #expect(try decide(connect: "unix:/run/app.sock", to: path) == "allowed", "\(path)")
        }
        for path in [
            "unix:run/app.sock", "unix:/run/x/../app.sock", "unix:/run/app.sock2", "unix:/RUN/app.sock",
            "unix:@/run/app.sock", "unix:",
        ] {
            #expect(try decide(connect: "unix:/run/app.sock", to: path) == "refused", "\(path)")
        }
        #expect(try decide(connect: "unix:*", to: "unix:/any/path") == "allowed")
        #expect(try decide(connect: "unix:*", to: "unix:@name") == "refused")
        #expect(try decide(connect: "unix:@name", to: "unix:@name") == "allowed")
        #expect(try decide(connect: "unix:@name", to: "unix:@Name") == "refused")
        #expect(try decide(connect: "unix:@name", to: "unix:name") == "refused")
        #expect(try decide(listen: "unix:*", on: "unix:") == "refused")
        // Equal to a person is not equal to a host.
        #expect(try decide(connect: "unix:@\u{e9}", to: "unix:@e\u{301}") == "refused")
        #expect(try decide(connect: "unix:/\u{e9}", to: "unix:/e\u{301}") == "refused")
    }

    @Test("names are looked up by rule; addresses and localhost always")
    func resolving() throws {
        var policy = NetworkPolicy()
        for name in ["127.0.0.1", "::1", "fe80::1%2", "localhost", "LOCALHOST.", "a.localhost"] {
            #expect(policy.resolves(name), "\(name)")
        }
        #expect(!policy.resolves("example.org"))
        policy.resolve = [.name("Example.org"), .below("Example.com.")]
        policy.connect = try ["db.internal:5432", "*:443"].map { try NetworkRule($0) }
        for name in ["example.org", "EXAMPLE.ORG.", "a.example.com", "a.b.example.com", "db.internal"] {
            #expect(policy.resolves(name), "\(name)")
        }
        for name in [
            "example.com", "www.example.org", "badexample.com", "example.org..", ".example.com", "example.org\0.example.com",
            "", ".",
            "a." + String(repeating: "b", count: 64) + ".example.com", String(repeating: "a.", count: 125) + "example.com",
            "ä.example.com",
            "ex ample.example.com", "127.1", "example.org:80", "localhost\0", "notlocalhost",
        ] { #expect(!policy.resolves(name), "\(name)") }
    }
}
