import TestSupport
import Testing

@Suite("Look-ups", .enabled(if: Checkout.has("raw"), "`make programs engine` provides them"))
struct LookUpTests {
    private func lookUp(_ words: String..., options: [String] = []) throws -> String {
        let run = try Run.program("raw/lookup", words, options: options)
        #expect(run.status == 0)
        return run.output
    }

    @Test(
        "addresses and this machine's own names need no rule and no server",
        arguments: [
            (["192.0.2.1", "80"], "192.0.2.1:80\n"), (["2001:db8::1", "443"], "[2001:db8:0:0:0:0:0:1]:443\n"),
            (["127.0.0.1", "-"], "127.0.0.1:0\n"), (["localhost", "80", "4"], "127.0.0.1:80\n"),
            (["-", "80", "4"], "127.0.0.1:80\n"), (["-", "80", "4", "1"], "0.0.0.0:80\n"),
            (["-", "80", "6", "1"], "[0:0:0:0:0:0:0:0]:80\n"), (["192.0.2.1", "http"], "192.0.2.1:80\n"),
        ])
    func numbers(words: [String], answer: String) throws {
        #expect(try Run.program("raw/lookup", words) == Run(output: answer, errors: "", status: 0))
    }

    @Test("what cannot be looked up has an error of its own")
    func errors() throws {
        // No name, though a number is wanted (4); a service that nobody has.
        #expect(try lookUp("example.org", "80", "4", "4", options: ["--net"]) == "error 84\n")
        #expect(try lookUp("192.0.2.1", "no-such-service") == "error 85\n")
    }

    @Test("the name server of --dns-server is asked, and only for names that are allowed")
    func nameServer() throws {
        let server = try NameServer(["a.test": [[192, 0, 2, 1], [192, 0, 2, 2]], "deep.b.test": [[192, 0, 2, 3]]])
        let options = ["--dns-server", "127.0.0.1:\(server.port)", "--allow-resolve", "a.test,*.b.test"]
        #expect(try lookUp("a.test", "80", options: options) == "192.0.2.1:80\n192.0.2.2:80\n")
        #expect(try lookUp("A.Test", "80", options: options) == "192.0.2.1:80\n192.0.2.2:80\n")
        #expect(try lookUp("deep.b.test", "80", "4", "2", options: options).hasPrefix("192.0.2.3:80 deep.b.test\n"))
        #expect(try lookUp("none.b.test", "80", options: options) == "error 84\n")
        #expect(try lookUp("c.test", "80", options: options) == "error 2\n")
        #expect(server.names.isSuperset(of: ["a.test", "deep.b.test", "none.b.test"]) && !server.names.contains("c.test"))
    }

    @Test("a name's private addresses are not covered by a rule for the name, and the note says which would be")
    func rebinding() throws {
        let server = try NameServer(["evil.test": [[127, 0, 0, 1]]])
        let listener = try Peer.listening()
        let options = ["--dns-server", "127.0.0.1:\(server.port)", "--allow-connect", "evil.test"]
        #expect(try lookUp("evil.test", "80", options: options) == "127.0.0.1:80\n")
        let run = try Run.program("raw/connect", ["127.0.0.1", "\(listener.port)", "x"], options: options)
        let place = "127.0.0.1:\(listener.port)"
        #expect(run.output == "error 2\n")
        #expect(
            run.errors
                == "wasirun: note: the program was refused to connect to \(place), which is an address of evil.test but not a public one; --allow-connect \(place) allows it\n"
        )
    }
}
