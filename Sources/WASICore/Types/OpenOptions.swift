/// What opening a path may do beside opening.
///
/// WASI: [`oflags`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#oflags).
@frozen
public struct OpenOptions: OptionSet, Hashable, Sendable {
    public let rawValue: UInt16

    @inlinable
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Create the file if it does not exist. POSIX: `O_CREAT`.
    @inlinable public static var create: OpenOptions { OpenOptions(rawValue: 1 << 0) }
    /// Fail unless it is a directory. POSIX: `O_DIRECTORY`.
    @inlinable public static var directory: OpenOptions { OpenOptions(rawValue: 1 << 1) }
    /// Fail if the file exists. POSIX: `O_EXCL`.
    @inlinable public static var exclusive: OpenOptions { OpenOptions(rawValue: 1 << 2) }
    /// Cut the file to size 0. POSIX: `O_TRUNC`.
    @inlinable public static var truncate: OpenOptions { OpenOptions(rawValue: 1 << 3) }

    /// Every option that preview 1 defines.
    @inlinable public static var all: OpenOptions { OpenOptions(rawValue: (1 << 4) - 1) }
}
