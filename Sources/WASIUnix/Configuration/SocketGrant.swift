/// A socket of the host that a guest may use: a listening one to accept from, or a connected one.
public struct SocketGrant: Hashable, Sendable {
    /// The socket's descriptor in the host process. The system duplicates it when it is made and leaves the caller's own alone.
    public var descriptor: Int32
    /// Whether calls on it fail with ``WASICore/Errno/resourceTemporarilyUnavailable`` instead of waiting, from the start.
    public var isNonBlocking: Bool

    public init(descriptor: Int32, isNonBlocking: Bool = false) {
        self.descriptor = descriptor
        self.isNonBlocking = isNonBlocking
    }
}
