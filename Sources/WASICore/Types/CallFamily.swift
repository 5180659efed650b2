/// The families of calls, which name the files of every layer.
public enum CallFamily: String, Hashable, Sendable, CaseIterable {
    /// Arguments and environment.
    case program
    /// Reading clocks.
    case clocks
    /// Calls on an open descriptor.
    case descriptors
    /// Calls on paths below an open directory.
    case paths
    /// Listing directories.
    case directories
    /// Waiting.
    case poll
    /// The guest as a process.
    case process
    /// Randomness.
    case random
    /// Sockets, and looking up names.
    case sockets
}
