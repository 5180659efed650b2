public import WASICore

/// A use of the network that a guest was refused because it was not granted.
public struct NetworkRefusal: Hashable, Sendable {
    /// What it wanted.
    public enum Attempt: Hashable, Sendable {
        /// To connect or to send to an address.
        case connect(SocketAddress)
        /// To bind to an address, or to listen there.
        case listen(SocketAddress)
        /// To look a name up.
        case resolve(String)
    }

    /// Why it was refused.
    public enum Reason: Hashable, Sendable {
        /// No rule allows it.
        case noRule
        /// A rule allows the name, but the name has an address of a private network or of this machine; that must be allowed
        /// as an address.
        case privateAddress(name: String)
        /// A rule may allow it, but no granted directory holds the path.
        case noDirectory
    }

    /// What the guest wanted.
    public var attempt: Attempt
    /// Why it was refused.
    public var reason: Reason

    /// Makes a refusal of its parts.
    public init(_ attempt: Attempt, _ reason: Reason) {
        self.attempt = attempt
        self.reason = reason
    }
}
