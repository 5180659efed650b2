import WASICore
import WASIMiddleware
import WASIWasmtime

extension WASICommand {
    /// A command for a run that was recorded: its program gets what it got then, without files, network or clocks.
    ///
    /// What can be set are the standard streams that its output goes to, ``wrappers``, ``cache``, ``compiler`` and limits. What the program
    /// is granted besides has no effect.
    ///
    /// - Parameters:
    ///   - path: The recording's file.
    ///   - module: The module, for a recording that does not have it. Of another than was recorded, nothing is run.
    /// - Throws: ``RunError/notFound(module:)``, ``RunError/notReplayable(_:reason:)``,
    ///   ``RunError/moduleNotRecorded(_:module:)``.
    public init(replaying path: String, module: ModuleSource? = nil) throws(RunError) {
        let recording = try RecordingReader(path: path)
        let header = recording.header
        if let module {
            let bytes = try module.read()
            guard ModuleDigest(of: bytes).bytes == header.moduleDigest else {
                throw .notReplayable(path, reason: "\"\(module.name.visible)\" is another module than was recorded")
            }
            self.init(bytes, name: header.moduleName)
        } else if let bytes = recording.module {
            guard ModuleDigest(of: bytes).bytes == header.moduleDigest else {
                throw .notReplayable(path, reason: "the module in it is another than was recorded")
            }
            self.init(bytes, name: header.moduleName)
        } else {
            throw .moduleNotRecorded(path, module: header.moduleName)
        }
        replayed = ReplayedRun(path: path, invocation: header.invocation)
        follow(header)
    }

    /// Replays the run that the command was made of.
    ///
    /// - Returns: What it has come to, which is what the recorded run came to; ``RunResult/divergence`` says where it was not so.
    /// - Throws: ``RunError``, as ``run()``.
    public func replay() throws(RunError) -> RunResult {
        guard let invocation = replayed?.invocation else { return try run() }
        return try call(invocation.function, parsing: invocation.arguments)
    }
}

/// The recording that a command replays.
struct ReplayedRun: Hashable, Sendable {
    var path: String
    /// The call of an export, if it was not the program as a whole.
    var invocation: RunRecording.Invocation?
}
