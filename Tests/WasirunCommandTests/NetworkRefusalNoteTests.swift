import Testing
import WASICore
import WASIUnix

@testable import WasirunCommand

@Suite("Note on refusals of the network") struct NetworkRefusalNoteTests {
    private func text(_ attempt: NetworkRefusal.Attempt, _ reason: NetworkRefusal.Reason, _ grants: [String] = []) -> String
    {
        let directories = RefusalNote(grants: grants.map { DirectoryGrant(host: $0, guest: $0) }, arguments: []) {
            ["/run", "/run/app", "."].contains($0) ? .directory : nil
        }
        return NetworkRefusalNote(directories: directories).text(NetworkRefusal(attempt, reason))
    }

    private func address(_ text: String) throws -> SocketAddress { try #require(SocketAddress(text)) }

    @Test(
        "the narrowest rule for an address is advised",
        arguments: [
            ("203.0.113.7:443", "connect to 203.0.113.7:443; --allow-connect 203.0.113.7:443 allows it"),
            ("[2001:db8::1]:443", "connect to [2001:db8::1]:443; --allow-connect '[2001:db8::1]:443' allows it"),
            ("[::ffff:10.0.0.1]:80", "connect to 10.0.0.1:80; --allow-connect 10.0.0.1:80 allows it"),
            ("0.0.0.0:80", "connect to 127.0.0.1:80; --allow-connect 127.0.0.1:80 allows it"),
            ("unix:@bus", "connect to unix:@bus; --allow-connect unix:@bus allows it"),
        ])
    func connecting(to place: String, note: String) throws {
        #expect(text(.connect(try address(place)), .noRule) == "the program was refused to \(note)")
        // What is advised does allow it.
        let words = note.split(separator: " ").map { $0.filter { $0 != "'" } }
        let rule = try NetworkRule(words[words.count - 3])
        var policy = NetworkPolicy()
        policy.connect = [rule]
        #expect(policy.connecting(to: try address(place)) { _ in [] } == .allowed)
    }

    @Test(
        "so is one for listening, where port 0 stands for every port",
        arguments: [
            ("127.0.0.1:8080", "127.0.0.1:8080; --allow-listen 127.0.0.1:8080 allows it"),
            ("127.0.0.1:0", "127.0.0.1:0; --allow-listen 127.0.0.1 allows it"),
            ("0.0.0.0:0", "0.0.0.0:0; --allow-listen 0.0.0.0 allows it"),
            ("[::]:80", "[::]:80; --allow-listen '[::]:80' allows it"),
            ("[::]:0", "[::]:0; --allow-listen :: allows it"),
        ])
    func listening(at place: String, note: String) throws {
        #expect(text(.listen(try address(place)), .noRule) == "the program was refused to listen on \(note)")
        let words = note.split(separator: " ").map { $0.filter { $0 != "'" } }
        var policy = NetworkPolicy()
        policy.listen = [try NetworkRule(words[words.count - 3])]
        #expect(policy.listening(on: try address(place)) { _ in [] } == .allowed)
    }

    @Test("a name can be looked up, or connected to as well")
    func resolving() {
        #expect(
            text(.resolve("example.org"), .noRule)
                == "the program was refused to look up example.org; --allow-resolve example.org allows it, and --allow-connect example.org also to connect there"
        )
        #expect(text(.resolve("a\u{1b}b"), .noRule).contains("'a\\u{1b}b'"))
    }

    @Test("an address that a name has but that is not public must be allowed itself")
    func privateAddress() throws {
        #expect(
            text(.connect(try address("10.0.0.5:80")), .privateAddress(name: "intern.test"))
                == "the program was refused to connect to 10.0.0.5:80, which is an address of intern.test but not a public one; --allow-connect 10.0.0.5:80 allows it"
        )
    }

    @Test(
        "a local socket needs a rule and a directory",
        arguments: [
            ("/run/a b.sock", ["/run"], false, "; --allow-connect 'unix:/run/a b.sock' allows it"),
            ("/run/app.sock", ["/"], false, "; --allow-connect unix:/run/app.sock allows it"),
            ("/run/app.sock", [], false, "; --allow-connect unix:/run/app.sock and --dir /run allow it"),
            ("/run/app.sock", [], true, ", which is below no granted directory; --dir /run allows it"),
            ("/none/app.sock", [], true, ", which is below no granted directory"),
            ("app.sock", [], true, ", which is below no granted directory; --dir . allows it"),
        ] as [(String, [String], Bool, String)])
    func localSocket(path: String, grants: [String], hasRule: Bool, note: String) {
        #expect(
            text(.connect(.unix(.path(path))), hasRule ? .noDirectory : .noRule, grants)
                == "the program was refused to connect to unix:\(path)\(note)")
    }
}
