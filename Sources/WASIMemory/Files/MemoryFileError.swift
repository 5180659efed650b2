public import WASICore

/// Why something could not be done with the files of a ``MemoryFileSystem``.
public struct MemoryFileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was to be done: `read`, `write`.
    public let operation: String
    /// With what.
    public let path: String
    /// Why not.
    public let errno: Errno

    /// Makes one of its parts.
    public init(operation: String, path: String, errno: Errno) {
        self.operation = operation
        self.path = path
        self.errno = errno
    }

    public var description: String { "cannot \(operation) \(path): \(errno)" }
}
