extension IPAddress: LosslessStringConvertible {
    /// The address of either version that `text` writes; see ``IPv4Address/init(_:)`` and ``IPv6Address/init(_:)``.
    public init?(_ text: String) {
        if let address = IPv4Address(text) {
            self = .v4(address)
        } else if let address = IPv6Address(text) {
            self = .v6(address)
        } else {
            return nil
        }
    }

    /// `127.0.0.1` or `::1`.
    public var description: String {
        switch self {
        case .v4(let address): address.description
        case .v6(let address): address.description
        }
    }
}
