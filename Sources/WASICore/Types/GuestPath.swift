/// A path as a guest gives it: relative to a directory descriptor.
///
/// A view of memory that the caller keeps alive for the call; nobody retains it. The bytes are UTF-8 when they come from the
/// guest ABI, may contain NUL, may be empty and are not bounded in length: the system checks.
@frozen
public struct GuestPath: ~Escapable {
    /// The directory that the path starts from.
    public let directory: Descriptor
    /// The path, without a terminator.
    public let bytes: RawSpan

    /// The path `bytes` below an open directory.
    @inlinable
    @_lifetime(copy bytes)
    public init(_ bytes: RawSpan, in directory: Descriptor) {
        self.directory = directory
        self.bytes = bytes
    }

    /// The path as text; malformed UTF-8 is repaired.
    public var text: String { String(repairing: bytes) }
}
