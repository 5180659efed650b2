public import WASICore

/// What a case wants its system to have: a world makes it so.
///
/// Descriptors 0 to 2 are the standard streams, and 3 is the root directory if there is one.
public struct SystemRequest: Hashable, Sendable {
    /// What standard input brings.
    public enum Input: Hashable, Sendable {
        /// These bytes, and then its end.
        case bytes([UInt8])
        /// These bytes, and then nothing as long as the case runs.
        case open([UInt8])
    }

    /// A directory that the guest has from the beginning.
    public struct Root: Hashable, Sendable {
        /// What is in it, each directory before what it holds.
        public var entries: [Entry]
        /// Whether every change is refused. Default: `false`.
        public var isReadOnly = false

        /// A directory with these entries.
        public init(_ entries: [Entry] = []) { self.entries = entries }
    }

    /// Something in the root directory.
    public struct Entry: Hashable, Sendable {
        /// What it is.
        public enum Content: Hashable, Sendable {
            /// A file with these bytes.
            case file([UInt8])
            /// A directory.
            case directory
            /// A symbolic link.
            case symbolicLink(to: String)
        }

        /// Its path, relative to the root directory.
        public var path: String
        /// What is there.
        public var content: Content

        /// What is at a path.
        public init(_ path: String, _ content: Content) {
            self.path = path
            self.content = content
        }

        /// A regular file that holds a text.
        public static func file(_ path: String, _ text: String = "") -> Entry { Entry(path, .file(Array(text.utf8))) }
        /// An empty directory.
        public static func directory(_ path: String) -> Entry { Entry(path, .directory) }
    }

    /// The program's arguments, its own name first. Default: none.
    public var arguments: [String] = []
    /// The environment, in order. Default: empty.
    public var environment: [EnvironmentVariable] = []
    /// Descriptor 0. Default: at its end.
    public var standardInput = Input.bytes([])
    /// Descriptor 3, whose name in the guest's eyes is `/`. Default: none; the number is free then.
    public var root: Root?
    /// What of the network the guest may use. Cases use the loopback interface only, whatever they are allowed. Default:
    /// nothing.
    public var network = NetworkPolicy.none
    /// How many descriptors may be open, those of the beginning included. Default: whatever the system likes.
    public var maximumOpenFiles: Int?
    /// How many directories may be listed at a time. Default: whatever the system likes.
    public var maximumOpenDirectories: Int?

    /// A request for a system that is given nothing.
    public init() {}
}
