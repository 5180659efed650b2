public import WASICore

/// Why a ``UnixSystem`` could not be made.
public struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was attempted, as an infinitive: `open directory`.
    public var operation: String
    /// What it was attempted with: a host path, or a descriptor's number.
    public var subject: String
    /// What the host answered.
    public var errno: Errno

    public init(operation: String, subject: String, errno: Errno) {
        self.operation = operation
        self.subject = subject
        self.errno = errno
    }

    /// One sentence without a full stop: `cannot open directory "x": No such file or directory`.
    public var description: String { "cannot \(operation) \"\(subject)\": \(errno.message)" }
}
