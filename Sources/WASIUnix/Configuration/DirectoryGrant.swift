/// A directory of the host that a guest may use, and all that is below it.
public struct DirectoryGrant: Hashable, Sendable {
    /// What may be done below the directory.
    public enum Access: Hashable, Sendable {
        /// Every change is refused.
        case readOnly
        /// Reading and changing.
        case readWrite
    }

    /// The directory's path on the host; relative to the working directory of the process.
    public var host: String
    /// The directory's name in the guest's eyes.
    public var guest: String
    /// What may be done below it.
    public var access: Access

    /// Makes a grant of its parts.
    public init(host: String, guest: String, access: Access = .readWrite) {
        self.host = host
        self.guest = guest
        self.access = access
    }
}
