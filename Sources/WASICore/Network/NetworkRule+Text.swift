extension NetworkRule: CustomStringConvertible {
    /// The rule that `text` writes.
    ///
    /// | text | allows |
    /// |---|---|
    /// | `*` | everything |
    /// | `*:443`, `:443`; `*:*` | every address of the internet protocol, on one port; on all |
    /// | `10.0.0.1`, `10.0.0.0/8:443`, `2001:db8::/32`, `[2001:db8::/32]:443` | an address or a network |
    /// | `example.org`, `example.org:443`, `localhost:5432` | what a name stands for |
    /// | `unix:/run/app.sock`, `unix:*` | a local socket by its path; all of them |
    /// | `unix:@name` | a local socket by its abstract name |
    public init(_ text: String) throws(NetworkRuleError) {
        if text == "*" {
            self.init(.any)
        } else if text.hasPrefix("unix:") {
            self.init(try Self.unixTarget(text))
        } else {
            let (host, port) = try Self.split(text)
            self.init(try Self.target(host, of: text), port: port)
        }
    }

    /// The rule as ``init(_:)`` reads it.
    public var description: String {
        let port = port.map { ":\($0)" } ?? ""
        switch target {
        case .any: return "*\(port)"
        case .anyAddress: return "*\(port.isEmpty ? ":*" : port)"
        case .network(let network):
            return !port.isEmpty && network.address.family == .ipv6 ? "[\(network)]\(port)" : "\(network)\(port)"
        case .name(let name): return "\(name)\(port)"
        case .path(nil): return "unix:*"
        case .path("*"?): return "unix:./*"
        case .path(let path?): return "unix:\(UnixSocketName.path(path))"
        case .abstract(let name): return "unix:\(UnixSocketName.abstract(name))"
        }
    }

    /// Takes a text apart at the colon in front of the port.
    private static func split(_ text: String) throws(NetworkRuleError) -> (host: Substring, port: UInt16?) {
        guard !text.isEmpty else {
            throw NetworkRuleError(text, "allows nothing; write HOST, HOST:PORT or * for everything")
        }
        if text.contains("://") {
            throw NetworkRuleError(text, "must not have a scheme; write HOST:PORT, or unix:PATH for a local socket")
        }
        let host: Substring
        let rest: Substring
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else {
                throw NetworkRuleError(text, "lacks the closing bracket; write [ADDRESS]:PORT")
            }
            host = text[text.index(after: text.startIndex)..<end]
            rest = text[text.index(after: end)...]
            guard IPNetwork(String(host))?.address.family == .ipv6 else {
                throw NetworkRuleError(
                    text,
                    "has no address or network of IPv6 in its brackets; write for example [::1]:80 or [2001:db8::/32]:80")
            }
            if rest.isEmpty { return (host, nil) }
            guard rest.hasPrefix(":") else {
                throw NetworkRuleError(text, "has something other than a port behind its brackets; write [2001:db8::/32]:80")
            }
        } else {
            // Several colons are an address without a port; with one, it would need brackets.
            guard let colon = text.firstIndex(of: ":"), !text[text.index(after: colon)...].contains(":") else {
                return (text[...], nil)
            }
            host = text[..<colon]
            rest = text[colon...]
        }
        if rest == ":*" { return (host, nil) }
        guard let port = UInt16(port: rest.dropFirst()) else {
            throw NetworkRuleError(
                text, "has no port from 0 to 65535 behind its colon; write for example :443, or :* for all")
        }
        return (host, port)
    }

    private static func target(_ host: Substring, of text: String) throws(NetworkRuleError) -> Target {
        if host.isEmpty || host == "*" { return .anyAddress }
        if let network = IPNetwork(String(host)) { return .network(network) }
        if host.contains(":") {
            throw NetworkRuleError(text, "is no address of IPv6; with a port, write [ADDRESS]:PORT")
        }
        if host.contains("/") {
            throw NetworkRuleError(
                text, "is no network; write it as 10.0.0.0/8 or 2001:db8::/32, or unix:PATH for a local socket")
        }
        if host.hasPrefix("*.") {
            throw NetworkRuleError(
                text,
                "has a pattern, but which names share an address cannot be told from it; write each name out, or an address")
        }
        return .name(try DomainName(rule: text, name: host).text)
    }

    private static func unixTarget(_ text: String) throws(NetworkRuleError) -> Target {
        var name = text.dropFirst(5)
        if name.hasPrefix("///") { name = name.dropFirst(2) }
        if name.isEmpty || name == "@" {
            throw NetworkRuleError(text, "names no socket; write unix:PATH, unix:@NAME, or unix:* for every path")
        }
        if name.hasPrefix("//") {
            throw NetworkRuleError(text, "is no path; write unix:PATH or unix:///PATH")
        }
        if name.utf8.contains(0) { throw NetworkRuleError(text, "has a NUL, which no name may have") }
        if name == "*" { return .path(nil) }
        if name.hasPrefix("@") { return .abstract(String(name.dropFirst())) }
        return .path(String(name))
    }
}

extension NameRule: CustomStringConvertible {
    /// The rule that `text` writes: a name, `*.` and a name for all those below it, or `*` for every name.
    public init(_ text: String) throws(NetworkRuleError) {
        if text == "*" {
            self = .any
        } else if text.isEmpty {
            throw NetworkRuleError(text, "allows nothing; write a name, *.NAME, or * for every name")
        } else if text.hasPrefix("*.") {
            self = .below(try DomainName(rule: text, name: text.dropFirst(2)).text)
        } else if text.contains(":") || text.contains("/"), IPNetwork(text) == nil {
            throw NetworkRuleError(text, "is more than a name; look-ups have no port, scheme or path")
        } else if IPNetwork(text) != nil {
            throw NetworkRuleError(text, "is an address, which needs no looking up; write a name")
        } else {
            self = .name(try DomainName(rule: text, name: text[...]).text)
        }
    }

    /// The rule as ``init(_:)`` reads it.
    public var description: String {
        switch self {
        case .any: "*"
        case .name(let name): name
        case .below(let name): "*.\(name)"
        }
    }
}

extension DomainName {
    /// The name in a rule.
    fileprivate init(rule: String, name: Substring) throws(NetworkRuleError) {
        if let name = DomainName(name) {
            self = name
        } else if !name.utf8.allSatisfy({ $0 < 0x80 }) {
            throw NetworkRuleError(rule, "has letters outside ASCII; write the name in its xn-- form")
        } else if name.contains("*") {
            throw NetworkRuleError(
                rule, "has a star inside; only a whole * or, for look-ups, a *. at the beginning means others")
        } else if name.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) || name.split(separator: ".").last?.first?.isNumber == true {
            throw NetworkRuleError(
                rule, "is neither a name nor an address; write addresses in full, as 127.0.0.1, and ports as :80")
        } else {
            throw NetworkRuleError(
                rule, "is no name; names are made of letters, digits, - and _, with dots between parts of at most 63")
        }
    }
}
