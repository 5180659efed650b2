import WASIProfile
import WASIRun

/// Has a run profiled and writes the file when it is over.
struct ProfileOutput {
    private let format: ProfileFormat
    /// Opened before the run, which would otherwise be for nothing; `nil` if no file is wanted.
    private let file: OutputFile?
    private let profiler: RunProfiler

    init(_ arguments: ProfileArguments) throws(CommandFailure) {
        format = arguments.format
        file = try arguments.file.map { (path) throws(CommandFailure) in try OutputFile(path, option: "--profile") }
        profiler = RunProfiler(
            rate: arguments.rate, recordsRun: arguments.file != nil,
            keepsMoments: arguments.file != nil && format.usesMoments, watchesCalls: arguments.address != nil)
    }

    /// Has the run profiled.
    func attach(to command: inout WASICommand) { command.profiler = profiler }

    /// Writes what there is.
    func write() {
        guard let file, let profile = profiler.profile() else { return }
        file.put(profile.encoded(as: format))
    }
}
