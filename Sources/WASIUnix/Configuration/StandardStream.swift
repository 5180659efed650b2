/// What a guest gets as its standard input, output or error.
public enum StandardStream: Hashable, Sendable {
    /// `/dev/null`: nothing to read, and writes vanish.
    case null
    /// The one of the host process, as it is; `/dev/null` if the process has closed it.
    case inherit
    /// A descriptor of the host process. The system duplicates it when it is made and leaves the caller's own alone; the
    /// position, the flags and the file behind it are shared.
    case descriptor(Int32)
}
