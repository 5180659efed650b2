import Testing
import WASICore
import WASIHost
import WASIUnix

@testable import WasirunCommand

@Suite("Options for the network") struct NetworkOptionTests {
    private func plan(_ arguments: [String], environment: [String] = []) throws(CommandFailure) -> RunPlan {
        let variables = environment.compactMap { $0.split(atFirst: "=") }.map { EnvironmentVariable(name: $0, value: $1) }
        guard case .run(let plan) = try Request(arguments + ["x.wasm"], environment: variables, process: 42) else {
            throw .usage("not a run")
        }
        return plan
    }

    private func message(_ arguments: [String], environment: [String] = []) -> String {
        do throws(CommandFailure) {
            _ = try plan(arguments, environment: environment)
            return "accepted"
        } catch {
            return "\(error.code.rawValue) wasirun: \(error.message)"
        }
    }

    @Test("sockets stand in their order, those that listen before those that are connected")
    func sockets() throws {
        let sockets = try plan([
            "--dial", "unix:/run/db.sock", "--listen", "127.0.0.1:0", "--listen=udp://[::]:53?nonblock=0", "--dial=fd:0",
            "--listen", "fd:7?nonblock=0",
        ]).sockets
        #expect(
            sockets.grants == [
                .listen(try SocketEndpoint("127.0.0.1:0")), .listen(try SocketEndpoint("udp://[::]:53?nonblock=0")),
                SocketGrant(descriptor: 7, isNonBlocking: false), .dial(try SocketEndpoint("unix:/run/db.sock")),
                SocketGrant(descriptor: 0, isNonBlocking: true),
            ])
        #expect(sockets.grants.map(\.isNonBlocking) == [true, false, false, true, true])
        #expect(sockets.inherited == [0, 7])
    }

    @Test("hosts that are called like our own words are hosts with a port")
    func hosts() throws {
        #expect(try plan(["--listen", "systemd:80"]).sockets.grants == [.listen(try SocketEndpoint("systemd:80"))])
        #expect(try plan(["--listen", "tcp://fd:80"]).sockets.grants == [.listen(try SocketEndpoint("tcp://fd:80"))])
        #expect(try plan(["--dial", "systemd:80"]).sockets.grants == [.dial(try SocketEndpoint("systemd:80"))])
    }

    private static let handedOver = ["LISTEN_PID=42", "LISTEN_FDS=3", "LISTEN_FDNAMES=web:admin:web"]

    @Test(
        "socket activation hands sockets over by their order or by name",
        arguments: [
            (["systemd"], [3, 4, 5], true), (["systemd:web"], [3, 5], true), (["systemd:admin?nonblock=0"], [4], false),
            (["systemd:admin", "systemd:web"], [4, 3, 5], true),
        ] as [([String], [Int32], Bool)])
    func activation(values: [String], descriptors: [Int32], isNonBlocking: Bool) throws {
        let sockets = try plan(values.flatMap { ["--listen", $0] }, environment: Self.handedOver).sockets
        #expect(sockets.grants == descriptors.map { SocketGrant(descriptor: $0, isNonBlocking: isNonBlocking) })
        // The others must not stay open beside the guest either.
        #expect(sockets.inherited == [3, 4, 5])
    }

    @Test("without names, sockets are handed over in their order alone")
    func namelessActivation() throws {
        let sockets = try plan(["--listen", "systemd"], environment: ["LISTEN_PID=42", "LISTEN_FDS=1"]).sockets
        #expect(sockets.grants == [SocketGrant(descriptor: 3, isNonBlocking: true)])
    }

    @Test("rules add up, from several options and between commas")
    func rules() throws {
        let network = try plan([
            "--allow-connect", "example.org:443,10.0.0.0/8", "--allow-connect=unix:@bus", "--allow-listen", ":8080",
            "--allow-resolve", "*.example.org,example.net",
        ]).network
        #expect(network.connect.map(\.description) == ["example.org:443", "10.0.0.0/8", "unix:@bus"])
        #expect(network.listen.map(\.description) == ["*:8080"])
        #expect(network.resolve.map(\.description) == ["*.example.org", "example.net"])
        #expect(try plan([]).network == .none)
        #expect(try plan(["--net"]).network == .everything)
        #expect(try plan(["--net", "--allow-connect", "a.test"]).network.connect.map(\.description) == ["*", "a.test"])
    }

    @Test(
        "name servers have port 53 unless another is given",
        arguments: [
            ("192.0.2.1", "192.0.2.1:53"), ("192.0.2.1:5353", "192.0.2.1:5353"), ("2001:db8::1", "[2001:db8::1]:53"),
            ("[2001:db8::1]", "[2001:db8::1]:53"), ("[2001:db8::1]:5353", "[2001:db8::1]:5353"),
        ])
    func nameServers(argument: String, address: String) throws {
        #expect(try plan(["--dns-server", argument]).nameServers.map(\.description) == [address])
        #expect(try plan(["--dns-server=::1", "--dns-server", argument]).nameServers.count == 2)
    }

    @Test("the sets of socket calls have names", arguments: SocketFunctions.allCases)
    func functions(choice: SocketFunctions) throws {
        #expect(try plan(["--sockets", choice.rawValue]).socketFunctions == choice)
        #expect(try plan(["--sockets", choice.rawValue.uppercased()]).socketFunctions == choice)
    }

    @Test(
        "what --print-listen says of a socket names its descriptor and an address to connect to",
        arguments: [
            ("tcp://127.0.0.1:80", .stream, false, "descriptor 3 listens at tcp://127.0.0.1:80"),
            ("udp://[::1]:53", .datagram, false, "descriptor 3 receives at udp://[::1]:53"),
            ("unix:/run/x", .stream, false, "descriptor 3 listens at unix:/run/x"),
            ("unix-dgram:@x", .datagram, false, "descriptor 3 receives at unix-dgram:@x"),
            ("tcp://127.0.0.1:80", .stream, true, "descriptor 3 is connected from tcp://127.0.0.1:80"),
        ] as [(String, SocketType, Bool, String)])
    func printedSocket(endpoint: String, type: SocketType, isDialled: Bool, text: String) throws {
        let address = endpoint.replacing("tcp://", with: "").replacing("udp://", with: "").replacing("-dgram", with: "")
        let socket = GrantedSocket(
            descriptor: Descriptor(rawValue: 3), address: try #require(SocketAddress(address)), type: type)
        let endpoint = try SocketEndpoint(endpoint)
        #expect(socket.text(isDialled ? .dial(endpoint) : .listen(endpoint)) == text)
        #expect(socket.text(.descriptor(7)).hasPrefix("descriptor 3 is at "))
    }

    @Test("every mistake is a sentence with its exit code")
    func mistakes() {
        let options: [[String]] = [
            ["--listen"], ["--listen", "8080"], ["--listen", "ftp://a:1"], ["--listen", ":80?fast=1"],
            ["--listen", ":99999"], ["--dial", "unix:"], ["--dial", "::1:80"], ["--listen", "fd:"], ["--listen", "fd:-1"],
            ["--dial", "fd:3?nodelay=0"], ["--dial", "systemd"], ["--listen", "systemd?backlog=3"],
            ["--allow-connect", ""], ["--allow-connect", "a,,b"], ["--allow-connect", "tcp://a:1"],
            ["--allow-connect", "a:b"], ["--allow-listen", "*.example.org"], ["--allow-resolve", "example.org:80"],
            ["--allow-resolve", "10.0.0.1"], ["--dns-server", "localhost"], ["--dns-server", "192.0.2.1:0"],
            ["--dns-server", "unix:/x"], ["--sockets", "all"], ["--net=all"],
        ]
        var lines = options.map { "$ wasirun \($0.map(shellQuoted).joined(separator: " "))\n\(message($0))\n" }
        let environments = [
            [], ["LISTEN_FDS=0"], ["LISTEN_FDS=1"], ["LISTEN_FDS=1", "LISTEN_PID=41"], ["LISTEN_FDS=x", "LISTEN_PID=42"],
            ["LISTEN_FDS=2147483647", "LISTEN_PID=42"],
        ]
        lines += environments.map { environment in
            let words = environment + ["wasirun", "--listen", "systemd"]
            return "$ \(words.joined(separator: " "))\n\(message(["--listen", "systemd"], environment: environment))\n"
        }
        for (name, names) in [("db", "web:admin:web"), ("web", "web"), ("web", "")] {
            let environment = ["LISTEN_FDS=3", "LISTEN_PID=42", "LISTEN_FDNAMES=\(names)"]
            let words = environment + ["wasirun", "--listen", "systemd:\(name)"]
            lines.append(
                "$ \(words.joined(separator: " "))\n\(message(["--listen", "systemd:\(name)"], environment: environment))\n")
        }
        expectSnapshot(lines.joined(separator: "\n"), "network-usage-errors")
    }
}
