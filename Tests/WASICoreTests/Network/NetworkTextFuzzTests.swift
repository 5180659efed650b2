import Testing
import WASICore

@Suite("Network texts that nobody meant")
struct NetworkTextFuzzTests {
    private static let texts = [
        "*", "*:443", "[2001:db8::/32]:443", "10.0.0.0/8:80", "example.org:80", "unix:/run/app.sock", "unix:@name",
        "fe80::1%2", "127.0.0.1:80",
        "tcp6://[::1]:80?nonblock=0&backlog=7", "udp://localhost:domain", "unix-dgram:///dev/log", "*.example.org",
        "::ffff:127.0.0.1/104",
    ]
    private static let pieces = [
        ":", "/", "[", "]", "*", "@", "%", ".", "?", "&", "=", "::", "//", "0", "9", "f", "x", "-", "\0", "\u{301}", "é",
        "\u{1b}", " ", "unix:", "tcp://",
    ]

    @Test("whatever is read is written so that it is read again", arguments: 0..<16 as Range<UInt64>)
    func mutations(seed: UInt64) throws {
        var numbers = SplitMix(seed: seed)
        for _ in 0..<400 {
            var text = Array(Self.texts[Int.random(in: 0..<Self.texts.count, using: &numbers)].unicodeScalars)
            for _ in 0..<Int.random(in: 1...4, using: &numbers) {
                let place = Int.random(in: 0...text.count, using: &numbers)
                if place < text.count, Bool.random(using: &numbers) {
                    text.remove(at: place)
                } else {
                    text.insert(
                        contentsOf: Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &numbers)].unicodeScalars,
                        at: place)
                }
            }
            var string = ""
            string.unicodeScalars.append(contentsOf: text)
            if let rule = try? NetworkRule(string) {
                #expect(try NetworkRule(rule.description) == rule, "\(string)")
                _ = NetworkPolicy.none.connecting(to: .ipv4(.loopback, port: 80)) { _ in [] }
            }
            if let rule = try? NameRule(string) { #expect(try NameRule(rule.description) == rule, "\(string)") }
            if let endpoint = try? SocketEndpoint(string) {
                #expect(try SocketEndpoint(endpoint.description) == endpoint, "\(string)")
            }
            if let address = SocketAddress(string) { #expect(SocketAddress(address.description) == address, "\(string)") }
            if let address = IPAddress(string) { #expect(IPAddress(address.description) == address, "\(string)") }
            if let network = IPNetwork(string) { #expect(IPNetwork(network.description) == network, "\(string)") }
        }
    }
}
