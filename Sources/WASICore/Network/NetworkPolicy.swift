/// What of the network a guest may use. By default, nothing.
///
/// Sockets that a guest is given, and what they accept, need no rule.
public struct NetworkPolicy: Hashable, Sendable {
    /// Where it may connect to and send to.
    public var connect: [NetworkRule] = []
    /// Where it may listen, and bind.
    public var listen: [NetworkRule] = []
    /// What it may look up, besides the names among ``connect`` and what nobody need be asked for: numeric addresses and
    /// `localhost`.
    public var resolve: [NameRule] = []

    /// A policy that allows nothing.
    public init() {}

    /// Nothing.
    public static var none: NetworkPolicy { NetworkPolicy() }

    /// Everything.
    public static var everything: NetworkPolicy {
        var policy = NetworkPolicy()
        policy.connect = [NetworkRule(.any)]
        policy.listen = [NetworkRule(.any)]
        policy.resolve = [.any]
        return policy
    }
}
