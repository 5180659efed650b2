/// Why a text is not an endpoint.
public struct SocketEndpointError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The text.
    public var endpoint: String
    /// What is wrong with it and what would work; continues a sentence that begins with the text.
    public var reason: String

    /// Makes an error of its parts.
    public init(_ endpoint: String, _ reason: String) {
        self.endpoint = endpoint
        self.reason = reason
    }

    /// One sentence without a full stop.
    public var description: String { "\"\(endpoint.visible)\" \(reason)" }
}
