import Testing
import WASICore

@Suite("Network rules as text")
struct NetworkRuleTests {
    @Test(
        "rules are read",
        arguments: [
            ("*", NetworkRule(.any)), ("*:443", NetworkRule(.anyAddress, port: 443)),
            (":8080", NetworkRule(.anyAddress, port: 8080)),
            ("*:*", NetworkRule(.anyAddress)), (":*", NetworkRule(.anyAddress)),
            ("example.org", NetworkRule(.name("example.org"))),
            ("Example.ORG.:443", NetworkRule(.name("example.org"), port: 443)),
            ("localhost:5432", NetworkRule(.name("localhost"), port: 5432)),
            ("127.0.0.1:0", NetworkRule(.network(IPNetwork(.v4(.loopback))), port: 0)),
            ("::1", NetworkRule(.network(IPNetwork(.v6(.loopback))))),
            ("[::1]", NetworkRule(.network(IPNetwork(.v6(.loopback))))),
            ("[::1]:80", NetworkRule(.network(IPNetwork(.v6(.loopback))), port: 80)),
            ("0.0.0.0/0:443", NetworkRule(.network(IPNetwork(.v4(.any), prefixLength: 0)), port: 443)),
            ("[::/0]:*", NetworkRule(.network(IPNetwork(.v6(.any), prefixLength: 0)))),
            ("unix:*", NetworkRule(.path(nil))), ("unix:/run/app.sock", NetworkRule(.path("/run/app.sock"))),
            ("unix:///run/app.sock", NetworkRule(.path("/run/app.sock"))), ("unix:app.sock", NetworkRule(.path("app.sock"))),
            ("unix:@name", NetworkRule(.abstract("name"))), ("unix:/a b:c", NetworkRule(.path("/a b:c"))),
        ])
    func reads(text: String, rule: NetworkRule) throws { #expect(try NetworkRule(text) == rule) }

    @Test(
        "rules are written as they are read",
        arguments: [
            "*", "*:443", "*:*", "example.org", "example.org:443", "127.0.0.1", "127.0.0.1:80", "10.0.0.0/8:443",
            "2001:db8::/32",
            "[2001:db8::/32]:443", "[::1]:80", "unix:*", "unix:/run/app.sock", "unix:@name", "unix:./*", "unix:./@x",
        ])
    func writes(text: String) throws { #expect(try NetworkRule(text).description == text) }

    @Test("what is no rule is said in one sentence")
    func errors() {
        let wrong = [
            "", "https://example.org", "[::1", "[127.0.0.1]:80", "[::1]80", "example.org:", "example.org:https",
            "example.org:65536", "::1:80:x",
            "10.0.0.0/33", "a/b", "*.example.org", "unix:", "unix:@", "unix://relative", "unix:a\0b", "exämple.org",
            "ex*mple.org", "8080", "127.1",
            "0x7f.1:80", "2130706433", "example..org", "exa mple.org", "a\u{1b}[31m", "127.0.0.1\0:80",
        ]
        #expect(
            wrong.map { text in
                do throws(NetworkRuleError) { return "rule \(try NetworkRule(text))" } catch { return error.description }
            } == [
                "\"\" allows nothing; write HOST, HOST:PORT or * for everything",
                #""https://example.org" must not have a scheme; write HOST:PORT, or unix:PATH for a local socket"#,
                #""[::1" lacks the closing bracket; write [ADDRESS]:PORT"#,
                #""[127.0.0.1]:80" has no address or network of IPv6 in its brackets; write for example [::1]:80 or [2001:db8::/32]:80"#,
                #""[::1]80" has something other than a port behind its brackets; write [2001:db8::/32]:80"#,
                #""example.org:" has no port from 0 to 65535 behind its colon; write for example :443, or :* for all"#,
                #""example.org:https" has no port from 0 to 65535 behind its colon; write for example :443, or :* for all"#,
                #""example.org:65536" has no port from 0 to 65535 behind its colon; write for example :443, or :* for all"#,
                #""::1:80:x" is no address of IPv6; with a port, write [ADDRESS]:PORT"#,
                #""10.0.0.0/33" is no network; write it as 10.0.0.0/8 or 2001:db8::/32, or unix:PATH for a local socket"#,
                #""a/b" is no network; write it as 10.0.0.0/8 or 2001:db8::/32, or unix:PATH for a local socket"#,
                #""*.example.org" has a pattern, but which names share an address cannot be told from it; write each name out, or an address"#,
                #""unix:" names no socket; write unix:PATH, unix:@NAME, or unix:* for every path"#,
                #""unix:@" names no socket; write unix:PATH, unix:@NAME, or unix:* for every path"#,
                #""unix://relative" is no path; write unix:PATH or unix:///PATH"#,
                #""unix:a\u{0}b" has a NUL, which no name may have"#,
                #""exämple.org" has letters outside ASCII; write the name in its xn-- form"#,
                #""ex*mple.org" has a star inside; only a whole * or, for look-ups, a *. at the beginning means others"#,
                #""8080" is neither a name nor an address; write addresses in full, as 127.0.0.1, and ports as :80"#,
                #""127.1" is neither a name nor an address; write addresses in full, as 127.0.0.1, and ports as :80"#,
                #""0x7f.1:80" is neither a name nor an address; write addresses in full, as 127.0.0.1, and ports as :80"#,
                #""2130706433" is neither a name nor an address; write addresses in full, as 127.0.0.1, and ports as :80"#,
                #""example..org" is no name; names are made of letters, digits, - and _, with dots between parts of at most 63"#,
                #""exa mple.org" is no name; names are made of letters, digits, - and _, with dots between parts of at most 63"#,
                #""a\u{1b}[31m" is no name; names are made of letters, digits, - and _, with dots between parts of at most 63"#,
                #""127.0.0.1\u{0}:80" is neither a name nor an address; write addresses in full, as 127.0.0.1, and ports as :80"#,
            ])
    }

    @Test("rules for names are read and written")
    func names() throws {
        #expect(try NameRule("*") == .any)
        #expect(try NameRule("Example.org.") == .name("example.org"))
        #expect(try NameRule("*.Example.org") == .below("example.org"))
        #expect(
            try ["*", "example.org", "*.example.org"].map { try NameRule($0).description } == [
                "*", "example.org", "*.example.org",
            ])
        let wrong = ["", "example.org:53", "https://x.org", "10.0.0.1", "::1", "*.", "*.*.org", "a*.org", "x.1"]
        for text in wrong { #expect(throws: NetworkRuleError.self, "\(text)") { try NameRule(text) } }
    }
}
