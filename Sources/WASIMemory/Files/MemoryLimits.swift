/// How much the files of a ``MemoryFileSystem`` may take of the host's memory.
///
/// A guest that reaches a limit gets ``WASICore/Errno/noSpace``; for the size of one file, ``WASICore/Errno/fileTooLarge``.
public struct MemoryLimits: Hashable, Sendable {
    /// The most bytes that all content and all names may take: content counts in blocks of 4 KiB, where something has been written;
    /// each name counts 64 bytes more than it has. Default: 256 MiB.
    public var maximumBytes = 256 << 20
    /// The most files, directories, symbolic links and socket names. Default: 100,000.
    public var maximumNodes = 100_000
    /// The largest size of one file, in bytes, with all gaps in which nothing was written. Default: `Int64.max`.
    public var maximumFileSize = UInt64(Int64.max)

    /// The defaults that each property lists.
    public init() {}
}
