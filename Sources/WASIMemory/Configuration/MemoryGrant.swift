/// A directory of a ``MemoryFileSystem`` that a guest may use.
public struct MemoryGrant: Hashable, Sendable {
    /// What may be done below the directory.
    public enum Access: Hashable, Sendable {
        /// Everything that changes nothing.
        case readOnly
        /// Everything.
        case readWrite
    }

    /// The directory's path in the file system.
    public var path: String
    /// Its name in the guest's eyes.
    public var guest: String
    /// What may be done. Default: everything.
    public var access: Access

    /// Grants a directory under its own path, or under another name.
    public init(_ path: String, as guest: String? = nil, access: Access = .readWrite) {
        self.path = path
        self.guest = guest ?? path
        self.access = access
    }

    /// Grants a directory for reading only.
    public static func readOnly(_ path: String, as guest: String? = nil) -> MemoryGrant {
        MemoryGrant(path, as: guest, access: .readOnly)
    }
}
