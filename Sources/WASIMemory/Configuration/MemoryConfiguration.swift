public import WASICore

/// What a ``MemorySystem`` gives its guest. By default, nothing.
public struct MemoryConfiguration: Sendable {
    /// The program's arguments, its own name first. Default: none.
    public var arguments: [String] = []
    /// The environment, in order. Default: empty.
    public var environment: [EnvironmentVariable] = []
    /// Descriptor 0. Default: ``MemoryStream/null``.
    public var standardInput = MemoryStream.null
    /// Descriptor 1. Default: ``MemoryStream/null``.
    public var standardOutput = MemoryStream.null
    /// Descriptor 2. Default: ``MemoryStream/null``.
    public var standardError = MemoryStream.null
    /// The files, of which ``grants`` says what the guest may use. Default: a new file system with nothing in it.
    public var files = MemoryFileSystem()
    /// Directories; they get the descriptors from 3 on, in order. Default: none.
    public var grants: [MemoryGrant] = []
    /// The machine that the guest's sockets are on. Default: one of its own, without neighbours.
    public var machine = MemoryMachine()
    /// What the guest may reach with sockets. Default: nothing.
    public var network = NetworkPolicy.none
    /// The clocks. Default: ``MemoryClock/host()``.
    public var clock = MemoryClock.host()
    /// Where random bytes come from. Default: ``MemoryRandom/host``.
    public var random = MemoryRandom.host
    /// Whether reads and writes of the standard streams fail with ``WASICore/Errno/resourceTemporarilyUnavailable`` instead of
    /// waiting. Default: `false`.
    public var nonBlockingStandardStreams = false
    /// How many descriptors the guest may have open, those that it starts with included. Default: 1024.
    public var maximumOpenFiles = DefaultLimits.openFiles
    /// How many directories the guest may be listing at a time. Default: 1024.
    public var maximumOpenDirectories = DefaultLimits.openDirectories

    /// Nothing is given; the defaults are those that each property lists.
    public init() {}
}
