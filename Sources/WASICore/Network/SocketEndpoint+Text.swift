extension SocketEndpoint: CustomStringConvertible {
    /// The endpoint that `text` writes.
    ///
    /// | text | is |
    /// |---|---|
    /// | `example.org:80`, `tcp://…` | TCP, of the version that the host's address has |
    /// | `:80`, `[::]:80` | TCP, on every address of the machine or to the machine itself |
    /// | `tcp4://…`, `tcp6://…` | TCP of one version |
    /// | `udp://…`, `udp4://…`, `udp6://…` | UDP likewise |
    /// | `unix:PATH`, `unix:///PATH`, `unix:@NAME` | a local stream by its path or abstract name |
    /// | `unix-dgram:…` | local datagrams likewise |
    ///
    /// Behind it may stand options: `?nonblock=0&nodelay=0&reuseaddr=0&backlog=16`. In a path, `?` cannot be written.
    public init(_ text: String) throws(SocketEndpointError) {
        let halves = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let place = halves.first ?? ""
        if text.utf8.contains(0) { throw SocketEndpointError(text, "has a NUL, which no name may have") }
        if place.hasPrefix("unix:") {
            self.init(try Self.unixPlace(place.dropFirst(5), of: text))
        } else if place.hasPrefix("unix-dgram:") {
            self.init(try Self.unixPlace(place.dropFirst(11), of: text), type: .datagram)
        } else {
            let (family, type, address) = try Self.scheme(place, of: text)
            self.init(try Self.internetPlace(address, family, of: text), type: type)
        }
        if halves.count == 2 {
            for option in halves[1].split(separator: "&") { try apply(option, of: text) }
        }
    }

    /// The endpoint as ``init(_:)`` reads it.
    public var description: String {
        var text: String
        switch place {
        case .internet(let host, let service, let family):
            let version = family == .ipv4 ? "4" : family == .ipv6 ? "6" : ""
            let host = host.contains(":") ? "[\(host)]" : host
            text = "\(type == .datagram ? "udp" : "tcp")\(version)://\(host):\(service)"
        case .path(let path): text = "\(type == .datagram ? "unix-dgram" : "unix"):\(UnixSocketName.path(path))"
        case .abstract(let name): text = "\(type == .datagram ? "unix-dgram" : "unix"):\(UnixSocketName.abstract(name))"
        }
        var options: [String] = []
        if !isNonBlocking { options.append("nonblock=0") }
        if !sendsAtOnce { options.append("nodelay=0") }
        if !reusesAddress { options.append("reuseaddr=0") }
        if backlog != 128 { options.append("backlog=\(backlog)") }
        if !options.isEmpty { text += "?\(options.joined(separator: "&"))" }
        return text
    }

    private static func unixPlace(_ name: Substring, of text: String) throws(SocketEndpointError) -> Place {
        let name = name.hasPrefix("///") ? name.dropFirst(2) : name
        if name.isEmpty || name == "@" {
            throw SocketEndpointError(text, "names no socket; write unix:PATH or unix:@NAME")
        }
        if name.hasPrefix("//") { throw SocketEndpointError(text, "is no path; write unix:PATH or unix:///PATH") }
        return name.hasPrefix("@") ? .abstract(String(name.dropFirst())) : .path(String(name))
    }

    private static func scheme(
        _ place: Substring, of text: String
    ) throws(SocketEndpointError) -> (AddressFamily, SocketType, Substring) {
        for (name, family, type) in schemes where place.hasPrefix(name) {
            let rest = place.dropFirst(name.count)
            if rest.hasPrefix("://") { return (family, type, rest.dropFirst(3)) }
        }
        // Without slashes, what looks like a scheme is a host: `tcp:80`.
        guard !place.contains("://") else {
            throw SocketEndpointError(
                text, "has a scheme that is not known; there are tcp, tcp4, tcp6, udp, udp4, udp6, unix and unix-dgram")
        }
        return (.unspecified, .stream, place)
    }

    private static func internetPlace(
        _ address: Substring, _ family: AddressFamily, of text: String
    ) throws(SocketEndpointError) -> Place {
        guard let colon = address.lastIndex(of: ":") else {
            throw SocketEndpointError(text, "has no port; write HOST:PORT, or :PORT for every address of this machine")
        }
        var host = address[..<colon]
        let service = String(address[address.index(after: colon)...])
        let isPort = UInt16(port: service) != nil
        guard isPort || service.isServiceName else {
            throw SocketEndpointError(text, "has no port from 0 to 65535 behind its last colon; write for example :8080")
        }
        let isInBrackets = host.hasPrefix("[") && host.hasSuffix("]")
        if isInBrackets { host = host.dropFirst().dropLast() }
        let ip = IPAddress(String(host))
        if isInBrackets != (ip?.family == .ipv6) {
            throw SocketEndpointError(
                text, "has brackets in the wrong place; addresses of IPv6 are written in them, [::1]:8080, and nothing else")
        }
        if let ip {
            guard family == .unspecified || ip.family == family else {
                throw SocketEndpointError(
                    text, "has an address of the version that its scheme excludes; write tcp:// or udp:// for both")
            }
            return .internet(host: ip.description, service: service, family)
        }
        if host.isEmpty || host == "*" { return .internet(host: "", service: service, family) }
        guard let name = DomainName(host) else {
            throw SocketEndpointError(
                text, "has neither a name nor an address in front of its port; write for example 127.0.0.1:8080")
        }
        return .internet(host: name.text, service: service, family)
    }

    private mutating func apply(_ option: Substring, of text: String) throws(SocketEndpointError) {
        let halves = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let value = halves.count == 2 ? halves[1] : ""
        switch halves.first ?? "" {
        case "nonblock": isNonBlocking = try Self.flag(value, option, of: text)
        case "reuseaddr": reusesAddress = try Self.flag(value, option, of: text)
        case "nodelay":
            guard case .internet = place, type == .stream else {
                throw SocketEndpointError(text, "has the option nodelay, which is only for TCP")
            }
            sendsAtOnce = try Self.flag(value, option, of: text)
        case "backlog":
            guard let number = UInt32(decimal: value.utf8, maximum: UInt32(Int32.max)) else {
                throw SocketEndpointError(
                    text, "has the option \"\(option.description.visible)\"; backlog takes a number, as backlog=128")
            }
            backlog = Int32(clamping: number)
        default:
            throw SocketEndpointError(
                text,
                "has an option that is not known, \"\(option.description.visible)\"; there are nonblock, nodelay, reuseaddr and backlog"
            )
        }
    }

    private static func flag(
        _ value: Substring, _ option: Substring, of text: String
    ) throws(SocketEndpointError) -> Bool {
        switch value {
        case "1", "true": return true
        case "0", "false": return false
        default: throw SocketEndpointError(text, "has the option \"\(option.description.visible)\"; it takes 0 or 1")
        }
    }
}

private let schemes: [(String, AddressFamily, SocketType)] = [
    ("tcp", .unspecified, .stream), ("tcp4", .ipv4, .stream), ("tcp6", .ipv6, .stream),
    ("udp", .unspecified, .datagram), ("udp4", .ipv4, .datagram), ("udp6", .ipv6, .datagram),
]
