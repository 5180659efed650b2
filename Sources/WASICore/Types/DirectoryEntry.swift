/// A position in a directory, meaningful to the system that made it.
///
/// WASI: [`dircookie`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#dircookie).
@frozen
public struct DirectoryCookie: RawRepresentable, Hashable, Sendable {
    public let rawValue: UInt64

    @inlinable
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    /// Before the first entry.
    @inlinable public static var start: DirectoryCookie { DirectoryCookie(rawValue: 0) }
}

/// One name in a directory: a view, valid while it is visited.
///
/// WASI: [`dirent`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#dirent) and the name behind it.
@frozen
public struct DirectoryEntry: ~Escapable {
    /// The position behind this entry.
    public let next: DirectoryCookie
    /// The file's number, unique on its device.
    public let inode: UInt64
    /// The file's type.
    public let type: FileType
    /// The name's bytes, without a terminator. Not necessarily UTF-8: the host's file systems do not ask for it.
    public let name: RawSpan

    /// Makes an entry of its parts.
    @inlinable
    @_lifetime(copy name)
    public init(name: RawSpan, type: FileType, inode: UInt64, next: DirectoryCookie) {
        self.name = name
        self.type = type
        self.inode = inode
        self.next = next
    }
}
