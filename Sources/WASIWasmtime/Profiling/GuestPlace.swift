public import WASIProfile

/// Where a guest is at one time.
public struct GuestPlace: Hashable, Sendable {
    /// Whether it is being executed, in its own code or in a host call.
    public var isRunning = false
    /// The host call that it is in, by the specification's name; `nil` in its own code.
    public var call: String?
    /// For how long it has been in that call and used no processor, at least, to a tenth of a second; `nil` if it has not been seen to
    /// wait.
    public var waiting: Duration?
    /// The functions, innermost first; the host call is the first where there is one. Empty where it could not be told.
    public var functions: [Profile.Function] = []

    /// Not running.
    public init() {}
}

/// Why a guest cannot be looked at.
public enum ProfilingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The signal by which the guest's thread is asked where it is has been taken by somebody else in this process.
    case signalTaken
    /// The system has no thread to give.
    case noThread
    /// It serves another guest.
    case inUse
    /// The engine's code is not understood here, so that its functions cannot be told apart.
    case unknownCode

    /// One sentence without a full stop.
    public var description: String {
        switch self {
        case .signalTaken:
            "the signal SIGPROF, by which the program is asked where it is, is used by something else in this process"
        case .noThread: "there is no thread for the profile"
        case .inUse: "the profiler serves another run"
        case .unknownCode: "the functions of the program's compiled code cannot be told apart on this machine"
        }
    }
}
