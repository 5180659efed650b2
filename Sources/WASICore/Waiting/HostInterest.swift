/// One of the host's descriptors, and what a system waits for in it.
public struct HostInterest: Hashable, Sendable {
    /// The host's number, not the guest's.
    public var descriptor: Int32
    /// Whether it is waited for until something can be read, or a connection accepted.
    public var isForReading: Bool
    /// Whether it is waited for until something can be written.
    public var isForWriting: Bool

    /// Describes what is waited for. Errors and hang-ups always end a wait.
    public init(_ descriptor: Int32, reading: Bool = false, writing: Bool = false) {
        self.descriptor = descriptor
        isForReading = reading
        isForWriting = writing
    }
}
