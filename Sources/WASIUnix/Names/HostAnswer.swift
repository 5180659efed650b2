import WASICore

/// What is known of a name.
struct HostAnswer: Hashable, Sendable {
    /// The proper name.
    var name: String
    var addresses: [IPAddress] = []

    /// The most addresses that are taken from anybody.
    static let limit = 128
}
