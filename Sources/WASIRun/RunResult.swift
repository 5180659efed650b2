public import WASICore
public import WASIMiddleware
public import WASIUnix
public import WASIWasmtime

/// How a program ended.
public enum ExitStatus: Hashable, Sendable, CustomStringConvertible {
    /// It ended itself with this code, or returned, which is the code 0.
    case exited(ExitCode)
    /// It was ended because it did something wrong.
    case trapped(WasmTrap)
    /// It was stopped from outside, or for having reached a limit of the command.
    case interrupted(StopReason)

    /// Whether it ended with the code 0.
    public var isSuccess: Bool { self == .exited(.success) }

    /// `exited(0)`, or `trapped(an access outside the guest's memory)`.
    public var description: String {
        switch self {
        case .exited(let code): "exited(\(code.rawValue))"
        case .trapped(let trap): "trapped(\(trap.message))"
        case .interrupted(let reason): "interrupted(\(reason))"
        }
    }
}

/// What a run has come to.
public struct RunResult: Hashable, Sendable {
    /// How the program ended.
    public var status: ExitStatus
    /// What the called function returned; empty for programs, and for functions that did not return.
    public var values: [WasmValue]
    /// What it wrote to standard output, if that was collected: ``StandardOutput/collect(limit:)``.
    public var output = CapturedOutput()
    /// What it wrote to standard error, if that was collected.
    public var errorOutput = CapturedOutput()
    /// Why the sequence failed that was the program's standard input, in its error's words, if it was one and did:
    /// ``StandardInput/sequence(_:capacity:)``.
    public var inputFailure: String?
    /// The first path that the program was refused for want of a grant, if there was one. Programs seldom say so well.
    public var refusal: GrantRefusal?
    /// Whether the program has looked for granted directories though it has none.
    public var hasMissedGrants = false
    /// The first use of the network that the program was refused for want of a rule, if there was one.
    public var networkRefusal: NetworkRefusal?
    /// Why not all of the run was recorded, in the host's words, if it was to be.
    public var recordingFailure: String?
    /// Where a replay has left what was recorded, or why it could not go on to the end; `nil` if all was as recorded.
    public var divergence: Divergence?
    /// How long it took, and the memory it used.
    public var statistics = RunStatistics()

    /// Makes a result.
    public init(
        status: ExitStatus, values: [WasmValue] = [], refusal: GrantRefusal? = nil, hasMissedGrants: Bool = false,
        networkRefusal: NetworkRefusal? = nil, statistics: RunStatistics = RunStatistics()
    ) {
        self.status = status
        self.values = values
        self.refusal = refusal
        self.hasMissedGrants = hasMissedGrants
        self.networkRefusal = networkRefusal
        self.statistics = statistics
    }
}
