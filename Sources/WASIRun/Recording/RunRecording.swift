/// Where a run is recorded, so that it can be replayed.
///
/// ```swift
/// command.recording = RunRecording("run.rec")
/// let result = try command.run()
/// // Elsewhere, without the files and the network that the program has used:
/// var replay = try WASICommand(replaying: "run.rec")
/// replay.standardOutput = .inherit
/// print(try replay.replay().status)
/// ```
///
/// A recording holds all that the program has read and been told, its arguments and its environment among it. Its file is created for
/// its owner alone. A file that is there is replaced when the program begins, and not by a mistake before.
public struct RunRecording: Sendable {
    /// The file.
    public var path: String
    /// Whether the module itself is recorded. Default: `true`. Otherwise only its digest is, and a replay has to be given the module.
    public var includesModule = true
    /// Told once, on any thread, why the file cannot be written any further, when that happens: the program goes on without being
    /// recorded. Default: nobody; ``RunResult/recordingFailure`` tells it afterwards.
    public var onFailure: (@Sendable (String) -> Void)?

    /// Records to a file.
    public init(_ path: String) { self.path = path }

    /// The function that is called, and its arguments as texts, if it is not the program as a whole that is run.
    var invocation: Invocation?

    /// The call of an export.
    struct Invocation: Hashable, Sendable {
        var function: String
        var arguments: [String]
    }
}
