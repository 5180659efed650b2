import Testing
import WASICore

@Suite("Addresses as text")
struct AddressTextTests {
    @Test(
        "addresses of version 4 are read and written",
        arguments: [
            ("0.0.0.0", 0 as UInt32), ("127.0.0.1", 0x7f00_0001), ("255.255.255.255", .max), ("10.20.30.40", 0x0a14_1e28),
        ])
    func version4(text: String, number: UInt32) {
        #expect(IPv4Address(text)?.rawValue == number)
        #expect(IPv4Address(rawValue: number).description == text)
    }

    @Test(
        "what some systems take for an address of version 4 is none",
        arguments: [
            "", "1", "127.1", "2130706433", "0x7f.0.0.1", "0177.0.0.1", "127.0.0.01", "127.0.0.256", "127.0.0.1.",
            ".127.0.0.1",
            "127..0.1", "127.0.0.1 ", " 127.0.0.1", "+127.0.0.1", "127.0.0.-1", "1.2.3.4.5", "127.0.0.1\0", "١٢٧.0.0.1",
            "1.2.3.4:80",
            "99999999999999999999.0.0.1", "1.2.3.4%1",
        ])
    func notVersion4(text: String) { #expect(IPv4Address(text) == nil) }

    @Test(
        "addresses of version 6 are read and written as RFC 5952 says",
        arguments: [
            ("::", "::"), ("::1", "::1"), ("0:0:0:0:0:0:0:1", "::1"), ("1::", "1::"), ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"),
            ("2001:DB8::0001", "2001:db8::1"), ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
            ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
            ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"), ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),
            ("1:0:0:0:5:6:0:0", "1::5:6:0:0"),
            ("::ffff:127.0.0.1", "::ffff:127.0.0.1"), ("::ffff:7f00:1", "::ffff:127.0.0.1"),
            ("64:ff9b::1.2.3.4", "64:ff9b::102:304"),
            ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"), ("fe80::1%2", "fe80::1%2"),
            ("fe80::1%4294967295", "fe80::1%4294967295"),
        ])
    func version6(text: String, written: String) throws {
        let address = try #require(IPv6Address(text))
        #expect(address.description == written)
        #expect(IPv6Address(written) == address)
    }

    @Test(
        "what is not quite an address of version 6 is none",
        arguments: [
            "", ":", ":::", "1", "1:2", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4::5:6:7:8", "1::2::3",
            ":1:2:3:4:5:6:7:8", ":1::",
            "1:2:3:4:5:6:7:8:", "::12345", "::g", "::1.2.3", "::1.2.3.4:5", "1.2.3.4::", "1:2:3:4:5:6:7:1.2.3.4", "::1%",
            "::1%0",
            "::1%01", "::1%eth0", "::1%-1", "::1%4294967296", "::1%1%2", "[::1]", "::1 ", "::1\0", "::ffff:127.1", "::/0",
            "::+1",
        ])
    func notVersion6(text: String) { #expect(IPv6Address(text) == nil) }

    @Test("every address survives being written", arguments: 0..<200)
    func roundTrip(seed: UInt64) {
        var numbers = SplitMix(seed: seed)
        // Many zero groups, so that rows of all lengths occur.
        let mask = numbers.groups(), other = numbers.groups()
        let address = IPv6Address(
            high: numbers.next() & mask & other, low: numbers.next() & numbers.groups(),
            scope: seed % 3 == 0 ? UInt32(seed) : 0)
        #expect(IPv6Address(address.description) == address)
        let short = IPv4Address(rawValue: UInt32(truncatingIfNeeded: numbers.next()))
        #expect(IPv4Address(short.description) == short)
    }

    @Test(
        "socket addresses are read and written",
        arguments: [
            "127.0.0.1:80", "0.0.0.0:0", "[::1]:65535", "[fe80::1%2]:80", "unix:/run/app.sock", "unix:app.sock",
            "unix:@name", "unix:",
            "unix:./@name",
        ])
    func socketAddresses(text: String) { #expect(SocketAddress(text)?.description == text) }

    @Test(
        "socket addresses without a number or with a misplaced one are none",
        arguments: [
            "", ":80", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:080", "127.0.0.1:http", "::1:80", "[::1]",
            "[::1]80",
            "[127.0.0.1]:80", "localhost:80", "[::1]:+80", "127.0.0.1:80 ",
        ])
    func notSocketAddresses(text: String) { #expect(SocketAddress(text) == nil) }

    @Test("networks are read and written")
    func networks() {
        #expect(IPNetwork("10.0.0.0/8") == IPNetwork(.v4(IPv4Address(10, 0, 0, 0)), prefixLength: 8))
        #expect(IPNetwork("::/0") == IPNetwork(.v6(.any), prefixLength: 0))
        #expect(IPNetwork("127.0.0.1")?.prefixLength == 32)
        #expect(IPNetwork("::1")?.prefixLength == 128)
        for text in ["10.0.0.0/8", "127.0.0.1", "::/0", "2001:db8::/32", "fe80::%2/64"] {
            #expect(IPNetwork(text)?.description == text)
        }
        for text in [
            "10.0.0.0/33", "::/129", "10/8", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/08", "10.0.0.0/8/8", "/8", "a/8", "",
        ] {
            #expect(IPNetwork(text) == nil, "\(text)")
        }
    }

    @Test(
        "networks contain canonical addresses",
        arguments: [
            ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.0", false), ("10.9.9.9/8", "10.1.1.1", true),
            ("10.0.0.0/8", "::ffff:10.0.0.1", true), ("::ffff:10.0.0.0/104", "10.0.0.1", true),
            ("::ffff:10.0.0.0/104", "11.0.0.1", false),
            ("::/0", "10.0.0.1", false), ("0.0.0.0/0", "::1", false), ("0.0.0.0/0", "255.255.255.255", true),
            ("::/0", "2001:db8::1", true),
            ("2001:db8::/33", "2001:db8:7fff::1", true), ("2001:db8::/33", "2001:db8:8000::1", false),
            ("2001:db8::8000/113", "2001:db8::8001", true), ("2001:db8::8000/113", "2001:db8::1", false),
            ("::1", "::1", true),
            ("fe80::/10", "fe80::1%2", true), ("fe80::%2/64", "fe80::1%2", true), ("fe80::%2/64", "fe80::1%3", false),
            ("fe80::%2/64", "fe80::1", false),
        ])
    func contains(network: String, address: String, result: Bool) throws {
        #expect(try #require(IPNetwork(network)).contains(try #require(IPAddress(address))) == result)
    }

    @Test("a length out of range contains nothing")
    func badLengths() {
        for length in [-1, 33, Int.min, .max] {
            #expect(!IPNetwork(.v4(.any), prefixLength: length).contains(.v4(.any)))
            #expect(!IPNetwork(.v6(IPv6Address(mapping: .any)), prefixLength: length).contains(.v4(.any)))
        }
    }

    @Test(
        "each address has its kind, wrapped or not",
        arguments: [
            ("0.0.0.0", .unspecified), ("::", .unspecified), ("127.0.0.1", .loopback), ("127.255.255.255", .loopback),
            ("::1", .loopback),
            ("10.1.2.3", .privateNetwork), ("172.16.0.1", .privateNetwork), ("172.31.255.255", .privateNetwork),
            ("172.32.0.1", .public),
            ("192.168.1.1", .privateNetwork), ("192.169.0.1", .public), ("100.64.0.1", .shared),
            ("100.127.255.255", .shared),
            ("100.128.0.1", .public), ("169.254.169.254", .linkLocal), ("fe80::1%2", .linkLocal), ("febf::1", .linkLocal),
            ("fec0::1", .privateNetwork), ("fc00::1", .privateNetwork), ("fdff::1", .privateNetwork),
            ("224.0.0.1", .multicast),
            ("239.255.255.255", .multicast), ("ff02::1", .multicast), ("255.255.255.255", .broadcast),
            ("240.0.0.1", .reserved),
            ("0.0.0.1", .reserved), ("192.0.2.1", .documentation), ("198.51.100.1", .documentation),
            ("203.0.113.1", .documentation),
            ("2001:db8::1", .documentation), ("3fff:fff::1", .documentation), ("3fff:1000::1", .public),
            ("198.18.0.1", .reserved),
            ("198.20.0.1", .public), ("192.0.0.1", .reserved), ("8.8.8.8", .public), ("2606:4700::1111", .public),
            ("::8.8.8.8", .reserved),
            ("::127.0.0.1", .reserved), ("::ffff:127.0.0.1", .loopback), ("::ffff:10.0.0.1", .privateNetwork),
            ("::ffff:8.8.8.8", .public),
            ("64:ff9b::127.0.0.1", .loopback), ("64:ff9b::10.0.0.1", .privateNetwork), ("64:ff9b::8.8.8.8", .public),
            ("64:ff9b:1::8.8.8.8", .privateNetwork), ("64:ff9b:2::1", .reserved), ("2002:7f00:1::1", .loopback),
            ("2002:a9fe:a9fe::", .linkLocal), ("2002:808:808::1", .public), ("2001:0:1:2:3:4:80ff:fffe", .loopback),
            ("2001:0:1:2:3:4:f7f7:f7f7", .public), ("2001:2::1", .reserved), ("2001:20::1", .reserved),
            ("2001:200::1", .public),
            ("100::1", .reserved), ("5f00::1", .reserved), ("4000::1", .reserved),
        ] as [(String, IPAddressKind)])
    func kinds(text: String, kind: IPAddressKind) throws { #expect(try #require(IPAddress(text)).kind == kind) }
}

/// Numbers that are the same on every run.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var number = state
        number = (number ^ number >> 30) &* 0xbf58_476d_1ce4_e5b9
        number = (number ^ number >> 27) &* 0x94d0_49bb_1331_11eb
        return number ^ number >> 31
    }

    /// Ones and zeros, sixteen at a time.
    mutating func groups() -> UInt64 {
        let random = next()
        return [0, 16, 32, 48].reduce(0) { $0 | (random >> $1 & 1 == 1 ? 0xffff << $1 : 0) }
    }
}
