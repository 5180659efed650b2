/// A path that a guest was refused because nothing that it was granted holds it.
public struct GrantRefusal: Hashable, Sendable {
    /// Why.
    public enum Reason: Hashable, Sendable {
        /// The path is absolute; preview 1 knows only paths that are relative to a descriptor.
        case absolutePath
        /// The path, or a symbolic link on it, leads out of the directory.
        case leadsOutside
        /// No directory is open under the number. Go programs call so when no preopened directory matches.
        case noDirectory
    }

    /// The directory's name in the guest's eyes, if it is one of the granted directories or was opened through one.
    public var directory: String?
    /// The path as the guest gave it; malformed UTF-8 is repaired.
    public var path: String
    /// Why.
    public var reason: Reason

    /// Makes a refusal of its parts.
    public init(directory: String?, path: String, reason: Reason) {
        self.directory = directory
        self.path = path
        self.reason = reason
    }
}
