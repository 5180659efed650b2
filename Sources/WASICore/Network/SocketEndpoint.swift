/// Where a socket is to be opened, as a person writes it: `127.0.0.1:8080`, `udp://[::]:53`, `unix:///run/app.sock`.
public struct SocketEndpoint: Hashable, Sendable {
    /// Where.
    public enum Place: Hashable, Sendable {
        /// A host and a service of the internet protocol, names or numbers. An empty host is every address of the machine to
        /// listen on, and the machine itself to connect to.
        ///
        /// With ``AddressFamily/unspecified``, a socket that listens on every address takes both versions.
        case internet(host: String, service: String, AddressFamily)
        /// A path of a local socket; below which root is the user's to say.
        case path(String)
        /// An abstract name of a local socket, without the NUL in front.
        case abstract(String)
    }

    /// Where it is.
    public var place: Place
    /// A stream or datagrams.
    public var type: SocketType
    /// Whether calls on the socket fail with ``Errno/resourceTemporarilyUnavailable`` instead of waiting. Default: `true`.
    public var isNonBlocking = true
    /// Whether to take an address that was just in use. For TCP, see ``SocketOption/reuseAddress``; for the path of a local
    /// socket, the file of one that nobody has open any more is replaced. Not for UDP, where several processes could then take
    /// the same port. Default: `true`.
    public var reusesAddress = true
    /// See ``SocketOption/noDelay``; only for TCP. Default: `true`.
    public var sendsAtOnce = true
    /// How many connections wait to be accepted. Default: 128.
    public var backlog: Int32 = 128

    /// Makes an endpoint of its parts.
    public init(_ place: Place, type: SocketType = .stream) {
        self.place = place
        self.type = type
    }
}
