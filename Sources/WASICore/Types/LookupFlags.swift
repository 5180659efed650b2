/// How a path is resolved.
///
/// WASI: [`lookupflags`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#lookupflags).
@frozen
public struct LookupFlags: OptionSet, Hashable, Sendable {
    public let rawValue: UInt32

    @inlinable
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// If the last component is a symbolic link, act on what it leads to, not on the link.
    @inlinable public static var followSymlinks: LookupFlags { LookupFlags(rawValue: 1 << 0) }

    /// Every flag that preview 1 defines.
    @inlinable public static var all: LookupFlags { followSymlinks }
}
