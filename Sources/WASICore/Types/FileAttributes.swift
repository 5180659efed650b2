/// What the system knows of a file, apart from its content.
///
/// WASI: [`filestat`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#filestat). POSIX: `struct stat`.
@frozen
public struct FileAttributes: Hashable, Sendable {
    /// Identifies the device that holds the file.
    public var device: UInt64
    /// The file's serial number on its device.
    public var inode: UInt64
    /// The file's type.
    public var type: FileType
    /// The number of hard links to the file.
    public var linkCount: UInt64
    /// For a regular file its size in bytes, for a symbolic link the length of its target.
    public var size: FileSize
    /// When the content was last read.
    public var accessTime: Timestamp
    /// When the content was last changed.
    public var modificationTime: Timestamp
    /// When the content or one of these attributes was last changed.
    public var statusChangeTime: Timestamp

    /// Makes attributes of their parts.
    @inlinable
    public init(
        device: UInt64 = 0, inode: UInt64 = 0, type: FileType, linkCount: UInt64 = 1, size: FileSize = 0,
        accessTime: Timestamp = .zero, modificationTime: Timestamp = .zero, statusChangeTime: Timestamp = .zero
    ) {
        self.device = device
        self.inode = inode
        self.type = type
        self.linkCount = linkCount
        self.size = size
        self.accessTime = accessTime
        self.modificationTime = modificationTime
        self.statusChangeTime = statusChangeTime
    }
}
