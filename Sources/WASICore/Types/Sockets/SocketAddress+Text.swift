extension SocketAddress: CustomStringConvertible {
    /// The address that `text` writes: `127.0.0.1:80`, `[::1]:80`, `unix:/run/app.sock`, `unix:@abstract`.
    ///
    /// No name is looked up, and the port is a number.
    public init?(_ text: String) {
        if text.hasPrefix("unix:") {
            self = .unix(UnixSocketName(String(text.dropFirst(5))))
            return
        }
        guard let colon = text.utf8.lastIndex(of: 0x3a), let port = UInt16(port: text[text.index(after: colon)...]) else {
            return nil
        }
        let host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            guard let address = IPv6Address(String(host.dropFirst().dropLast())) else { return nil }
            self = .ipv6(address, port: port)
        } else {
            guard let address = IPv4Address(String(host)) else { return nil }
            self = .ipv4(address, port: port)
        }
    }

    /// `127.0.0.1:80`, `[::1]:80` or `unix:/run/app.sock`.
    public var description: String {
        switch self {
        case .ipv4(let address, let port): "\(address):\(port)"
        case .ipv6(let address, let port): "[\(address)]:\(port)"
        case .unix(let name): "unix:\(name)"
        }
    }
}

extension UnixSocketName: CustomStringConvertible {
    /// The name that `text` writes: a path, or `@` and an abstract name. A path that begins with `@` is written `./@…`.
    public init(_ text: String) {
        if text.isEmpty {
            self = .unnamed
        } else if text.hasPrefix("@") {
            self = .abstract(String(text.dropFirst()))
        } else {
            self = .path(text)
        }
    }

    /// The path, `@` and the abstract name, or nothing.
    public var description: String {
        switch self {
        case .unnamed: ""
        case .path(let path): path.hasPrefix("@") ? "./\(path)" : path
        case .abstract(let name): "@\(name)"
        }
    }
}
