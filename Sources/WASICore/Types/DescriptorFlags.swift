/// How reads and writes on a descriptor behave.
///
/// WASI: [`fdflags`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#fdflags).
@frozen
public struct DescriptorFlags: OptionSet, Hashable, Sendable {
    public let rawValue: UInt16

    @inlinable
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Every write goes to the end of the file. POSIX: `O_APPEND`.
    @inlinable public static var append: DescriptorFlags { DescriptorFlags(rawValue: 1 << 0) }
    /// A write returns once the data is on stable storage. POSIX: `O_DSYNC`.
    @inlinable public static var syncData: DescriptorFlags { DescriptorFlags(rawValue: 1 << 1) }
    /// A call that would wait fails with ``Errno/resourceTemporarilyUnavailable`` instead. POSIX: `O_NONBLOCK`.
    @inlinable public static var nonBlocking: DescriptorFlags { DescriptorFlags(rawValue: 1 << 2) }
    /// Reads have the guarantees that writes get from ``syncData`` and ``sync``. POSIX: `O_RSYNC`.
    @inlinable public static var syncReads: DescriptorFlags { DescriptorFlags(rawValue: 1 << 3) }
    /// A write returns once data and attributes are on stable storage. POSIX: `O_SYNC`.
    @inlinable public static var sync: DescriptorFlags { DescriptorFlags(rawValue: 1 << 4) }

    /// Every flag that preview 1 defines.
    @inlinable public static var all: DescriptorFlags { DescriptorFlags(rawValue: (1 << 5) - 1) }
}
