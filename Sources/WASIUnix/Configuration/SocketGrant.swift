public import WASICore

/// A socket that a guest is given: a listening one to accept from, a connected one, or one for datagrams.
public struct SocketGrant: Hashable, Sendable {
    /// Where it comes from.
    public enum Source: Hashable, Sendable {
        /// A descriptor of the host process. The system duplicates it when it is made and leaves the caller's own alone.
        case descriptor(Int32)
        /// A new socket that listens, or that is bound if it is for datagrams. Paths are the host's.
        case listen(SocketEndpoint)
        /// A new socket that is connected, or about to be if it does not block. Paths are the host's.
        case dial(SocketEndpoint)
    }

    /// Where it comes from.
    public var source: Source
    /// Whether calls on it fail with ``WASICore/Errno/resourceTemporarilyUnavailable`` instead of waiting, from the start.
    public var isNonBlocking: Bool

    /// A socket that the host process has.
    public init(descriptor: Int32, isNonBlocking: Bool = false) {
        source = .descriptor(descriptor)
        self.isNonBlocking = isNonBlocking
    }

    /// A socket that listens.
    public static func listen(_ endpoint: SocketEndpoint) -> SocketGrant {
        SocketGrant(source: .listen(endpoint), isNonBlocking: endpoint.isNonBlocking)
    }

    /// A socket that is connected.
    public static func dial(_ endpoint: SocketEndpoint) -> SocketGrant {
        SocketGrant(source: .dial(endpoint), isNonBlocking: endpoint.isNonBlocking)
    }

    private init(source: Source, isNonBlocking: Bool) {
        self.source = source
        self.isNonBlocking = isNonBlocking
    }
}

/// A socket that a guest was given, as it has become.
public struct GrantedSocket: Hashable, Sendable {
    /// The number that the guest has it under.
    public var descriptor: Descriptor
    /// Its own address, with the port that was chosen.
    public var address: SocketAddress
    /// Its type.
    public var type: SocketType

    /// Makes a value of its parts.
    public init(descriptor: Descriptor, address: SocketAddress, type: SocketType) {
        self.descriptor = descriptor
        self.address = address
        self.type = type
    }
}
