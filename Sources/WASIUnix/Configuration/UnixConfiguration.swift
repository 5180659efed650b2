public import WASICore

/// How guest paths are resolved to files of the host.
public enum PathResolverChoice: Hashable, Sendable {
    /// By the kernel where it can, component by component elsewhere.
    case automatic
    /// By the kernel (`openat2`), or not at all.
    case kernel
    /// Component by component.
    case components
}

/// What a ``UnixSystem`` gives to its guest. By default, nothing.
public struct UnixConfiguration: Hashable, Sendable {
    /// The program's arguments, its own name first. Default: none.
    public var arguments: [String] = []
    /// The environment, in order. Default: empty.
    public var environment: [EnvironmentVariable] = []
    /// Descriptor 0. Default: `/dev/null`.
    public var standardInput = StandardStream.null
    /// Descriptor 1. Default: `/dev/null`.
    public var standardOutput = StandardStream.null
    /// Descriptor 2. Default: `/dev/null`.
    public var standardError = StandardStream.null
    /// Directories; they get the descriptors from 3 on, in order. Default: none.
    public var grants: [DirectoryGrant] = []
    /// Sockets; they get the descriptors behind the directories, in order. Default: none.
    public var sockets: [SocketGrant] = []
    /// What the guest may reach with sockets of its own. Default: nothing.
    public var network = NetworkPolicy.none
    /// The name servers that look-ups are sent to, and then only they: no file of names is read, no domain appended. Default: none,
    /// which means the host's own resolver.
    public var nameServers: [SocketAddress] = []
    /// Whether reads and writes of the standard streams fail with ``WASICore/Errno/resourceTemporarilyUnavailable`` instead of
    /// waiting. Processes that share the streams notice nothing of it. Default: `false`.
    public var nonBlockingStandardStreams = false
    /// How many descriptors the guest may have open, those that it starts with included. Default: 1024.
    public var maximumOpenFiles = DefaultLimits.openFiles
    /// How many directories the guest may be listing at a time, each of which holds 32 KiB of host memory. Default: 1024.
    public var maximumOpenDirectories = DefaultLimits.openDirectories
    /// How paths are resolved. Default: ``PathResolverChoice/automatic``; the others are for tests.
    public var resolver = PathResolverChoice.automatic

    /// Nothing is granted; the defaults are those that each property lists.
    public init() {}
}
