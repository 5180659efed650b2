import WASICore

// Finding addresses and ports, without asking anybody.
extension SocketCases {
    @CaseBuilder
    static var lookUps: [ConformanceCase] {
        lookUp("a numeric address is its own answer") { guest in
            let ipv4 = AddressQuery(
                host: "127.0.0.1", service: "80", type: .stream, flags: [.numericHost, .numericService])
            try expect(
                try guest.lookUp(ipv4),
                is: [AddressInfo(address: .ipv4(.loopback, port: 80), type: .stream, protocol: .tcp)])
            let ipv6 = AddressQuery(
                host: "::1", service: "53", type: .datagram, flags: [.numericHost, .numericService])
            try expect(
                try guest.lookUp(ipv6),
                is: [AddressInfo(address: .ipv6(.loopback, port: 53), type: .datagram, protocol: .udp)])
        }
        lookUp("no host means this machine, or every address to bind to") { guest in
            let here = AddressQuery(host: "", service: "80", family: .ipv4, type: .stream, flags: .numericService)
            try expect(try guest.lookUp(here).map(\.address), is: [.ipv4(.loopback, port: 80)])
            var everywhere = here
            everywhere.flags.insert(.passive)
            try expect(try guest.lookUp(everywhere).map(\.address), is: [.ipv4(.any, port: 80)])
        }
        lookUp("a host without a service has port 0") { guest in
            let query = AddressQuery(host: "127.0.0.1", type: .stream, flags: .numericHost)
            try expect(try guest.lookUp(query).map(\.address), is: [.ipv4(.loopback, port: 0)])
        }
        lookUp("localhost is this machine, IPv4 first") { guest in
            let answers = try guest.lookUp(AddressQuery(host: "localhost", service: "80", type: .stream))
            try expect(!answers.isEmpty, "there must be an answer")
            for answer in answers {
                try expect(
                    [.ipv4(.loopback, port: 80), .ipv6(.loopback, port: 80)].contains(answer.address),
                    "an answer must be the loopback address, not \(answer.address.text)")
                try expect(answer.type, is: .stream, "the type")
                try expect(answer.protocol, is: .tcp, "the protocol")
            }
            let families = answers.map { $0.address.family.rawValue }
            try expect(families == families.sorted(), "IPv4 must come first")
        }
        lookUp("no more answers are given than are wanted") { guest in
            try expect(try guest.lookUp(AddressQuery(host: "127.0.0.1", service: "80"), limit: 1).count, is: 1)
        }
        lookUp("a family that is asked for is the only one that is answered") { guest in
            let query = AddressQuery(host: "localhost", service: "80", family: .ipv4, type: .stream)
            for answer in try guest.lookUp(query) { try expect(answer.address.family, is: .ipv4) }
        }
        lookUp("the proper name comes with the first answer, if it is asked for") { guest in
            var query = AddressQuery(host: "127.0.0.1", service: "80", flags: [.canonicalName, .numericHost])
            let answers = try guest.lookUp(query)
            try expect(answers.first?.canonicalName, is: "127.0.0.1", "the name")
            try expect(answers.dropFirst().allSatisfy { $0.canonicalName == nil }, "only the first has a name")
            query.flags = .numericHost
            try expect(try guest.lookUp(query).first?.canonicalName, is: nil, "the name that nobody asked for")
        }
        lookUp("a name is no number") { guest in
            try guest.refuses(.unknownName) {
                try guest.lookUp(AddressQuery(host: "localhost", service: "80", flags: .numericHost))
            }
            try guest.refuses(.unknownName, .unknownService) {
                try guest.lookUp(AddressQuery(host: "127.0.0.1", service: "http", type: .stream, flags: .numericService))
            }
        }
        lookUp("an IPv6 address is none of IPv4") { guest in
            try guest.refuses(.noAddressInFamily, .unknownName, .noAddress) {
                try guest.lookUp(AddressQuery(host: "::1", service: "80", family: .ipv4, flags: .numericHost))
            }
        }
        lookUp("names of local sockets are not looked up") { guest in
            try guest.refuses(.familyNotLookedUp) {
                try guest.lookUp(AddressQuery(host: "127.0.0.1", service: "80", family: .unix))
            }
        }
        lookUp("somebody or something must be asked for") { guest in
            try guest.refuses(.invalidArgument) { try guest.lookUp(AddressQuery(host: "")) }
        }
        lookUp("a port must be one") { guest in
            for service in ["65536", "-1", "80x"] {
                try guest.refuses(.unknownService, .unknownName) {
                    try guest.lookUp(
                        AddressQuery(host: "127.0.0.1", service: service, type: .stream, flags: .numericService))
                }
            }
        }
    }

    private static func lookUp(_ sentence: String, _ body: @escaping @Sendable (Guest) throws -> Void) -> ConformanceCase {
        var request = SystemRequest()
        request.network = .everything
        return ConformanceCase(
            "in a look-up, \(sentence)", .sockets, needs: [.sockets, .lookUp], request: request, body)
    }
}
