public import WASICore

/// How much a guest may use up. By default, everything.
public struct QuotaLimits: Hashable, Sendable {
    /// How many bytes may be written to files, each time they are written; space that is reserved, and growing a file, count as bytes.
    /// The standard streams are not among them.
    public var writtenBytes: UInt64?
    /// How many bytes may be read from files, each time they are read.
    public var readBytes: UInt64?
    /// How many bytes may be sent and received through sockets.
    public var networkBytes: UInt64?
    /// How many files, directories, links and local sockets may be made, whether or not they are removed again.
    public var createdFiles: UInt64?
    /// How many descriptors the guest may have open at a time of those that it has opened itself.
    public var openDescriptors: UInt64?
    /// How many calls may be made.
    public var calls: UInt64?
    /// What writing and making files beyond the limits fail with: ``WASICore/Errno/diskQuotaExceeded``, which is the default, or
    /// ``WASICore/Errno/noSpace``.
    public var answer = Errno.diskQuotaExceeded

    /// No limits.
    public init() {}

    subscript(resource: Quota.Resource) -> UInt64? {
        switch resource {
        case .writtenBytes: writtenBytes
        case .readBytes: readBytes
        case .networkBytes: networkBytes
        case .createdFiles: createdFiles
        case .openDescriptors: openDescriptors
        case .calls: calls
        }
    }
}
