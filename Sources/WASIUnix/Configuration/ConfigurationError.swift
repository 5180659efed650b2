public import WASICore

/// Why a ``UnixSystem`` could not be made.
public struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was attempted, as an infinitive: `open directory`.
    public var operation: String
    /// What it was attempted with: a host path, a socket's place, or a descriptor's number.
    public var subject: String
    /// What the host answered.
    public var errno: Errno
    /// What else there is to know of the cause, or what to do about it; a clause.
    public var hint: String?

    /// Makes an error of its parts.
    public init(operation: String, subject: String, errno: Errno, hint: String? = nil) {
        self.operation = operation
        self.subject = subject
        self.errno = errno
        self.hint = hint
    }

    /// One sentence without a full stop: `cannot open directory "x": No such file or directory`.
    public var description: String {
        "cannot \(operation) \"\(subject)\": \(errno.message)\(hint.map { "; \($0)" } ?? "")"
    }
}
