/// A range of addresses that share their first bits, as `10.0.0.0/8` writes it.
public struct IPNetwork: Hashable, Sendable {
    /// Any address of the network.
    public var address: IPAddress
    /// How many bits are shared: at most 32 or 128.
    public var prefixLength: Int

    /// The addresses that share their first bits with `address`; `nil` if it does not have so many.
    public init(_ address: IPAddress, prefixLength: Int) {
        self.address = address
        self.prefixLength = prefixLength
    }
}
