/// Why `wasirun` ends without running its guest to the end, in words and as an exit code.
struct CommandFailure: Error, Hashable {
    var code: WasirunExitCode
    /// One sentence without a full stop; further lines may list things.
    var message: String

    init(_ code: WasirunExitCode, _ message: String) {
        self.code = code
        self.message = message
    }

    /// A mistake in the command line.
    static func usage(_ message: String) -> CommandFailure { CommandFailure(.usage, message) }
}

/// The exit codes that are `wasirun`'s own. All others are the guest's.
enum WasirunExitCode: Int32, CaseIterable {
    /// The command line is wrong (`EX_USAGE`).
    case usage = 64
    /// A replay did not come to the end of its recording: the program did something else, or the recording ends early.
    case diverged = 122
    /// The guest was stopped because it had used up something else than time that a limit bounds.
    case usedUp = 123
    /// The guest was stopped because its time was up (as `timeout` does).
    case timedOut = 124
    /// `wasirun` itself cannot do its part: the engine is missing, a granted directory cannot be opened.
    case wasirunFailed = 125
    /// The module cannot be run.
    case notRunnable = 126
    /// There is no such file.
    case notFound = 127
    /// The guest was stopped for a mistake, as if by `abort`.
    case trapped = 134

    /// What the help says of it.
    var explanation: String {
        switch self {
        case .usage: "the command line is wrong"
        case .diverged: "a replay: the program did something else than was recorded, or the recording ends early"
        case .usedUp: "the program was stopped at a limit other than time: --fuel, --max-output"
        case .timedOut: "the program was stopped at its time limit: --timeout, --cpu-time"
        case .wasirunFailed: "wasirun cannot do its part: no engine, no such directory, …"
        case .notRunnable: "the module cannot be run: damaged, a component, in want of an import, …"
        case .notFound: "there is no such module"
        case .trapped: "the guest was stopped for a mistake (a trap)"
        }
    }
}
