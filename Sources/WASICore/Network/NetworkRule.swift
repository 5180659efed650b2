/// What a guest may connect to or listen on.
public struct NetworkRule: Hashable, Sendable {
    /// Where.
    public enum Target: Hashable, Sendable {
        /// Everywhere: every address, every path below a granted directory, every abstract name.
        case any
        /// Any address of the internet protocol.
        case anyAddress
        /// Addresses of a network; one address alone is a network of full length.
        case network(IPNetwork)
        /// The addresses that a name has on the host, as far as they are public; `localhost` has this machine's own.
        case name(String)
        /// A local socket by its path in the guest's eyes, below a granted directory; `nil` for every such path.
        case path(String?)
        /// A local socket by its abstract name.
        case abstract(String)
    }

    /// Which addresses or names it covers.
    public var target: Target
    /// The only port; `nil` for every port.
    public var port: UInt16?

    /// A rule for a target; without a port, for all of them.
    public init(_ target: Target, port: UInt16? = nil) {
        self.target = target
        self.port = port
    }
}

/// A name that a guest may look up.
public enum NameRule: Hashable, Sendable {
    /// Every name.
    case any
    /// This name; case does not count.
    case name(String)
    /// Every name below this one, without it: `*.example.org`.
    case below(String)
}
