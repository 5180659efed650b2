/// Something that a system may lack and still be a good one.
///
/// A case that needs a feature is skipped where it is missing. What must happen then, if the interface says so, is a case of
/// its own: opening a socket of a family that the system lacks, for instance.
public enum ConformanceFeature: String, Hashable, Sendable, CaseIterable {
    /// Descriptors 0 to 2 are open, and the world gives standard input what a case asks for.
    case standardStreams = "standard streams"
    /// The world can tell what was written to standard output.
    case collectedOutput = "collected standard output"
    /// The world can end a system's waiting.
    case interruption
    /// Directories with files in them.
    case files
    /// Symbolic links in them.
    case symbolicLinks = "symbolic links"
    /// Files with several names.
    case hardLinks = "hard links"
    /// A limit of open descriptors that the world can set.
    case openFileLimit = "a limit of open files"
    /// A limit of directories that are being listed that the world can set.
    case openDirectoryLimit = "a limit of open directories"
    /// Sockets that a guest makes itself, with addresses of version 4 on the loopback interface.
    case sockets
    /// The same with addresses of version 6.
    case ipv6 = "IPv6"
    /// Local sockets with paths.
    case unixSockets = "Unix sockets"
    /// Local sockets with abstract names.
    case abstractNames = "abstract names of Unix sockets"
    /// Sockets are refused what ``SystemRequest/network`` does not allow.
    case networkPolicy = "a policy of the network"
    /// Looking up numeric addresses and `localhost`.
    case lookUp = "look-ups"
    /// Reading the clocks of processor time.
    case processorClocks = "clocks of processor time"
    /// Waiting for the clocks of processor time.
    case processorClockWaits = "waiting for clocks of processor time"
}
