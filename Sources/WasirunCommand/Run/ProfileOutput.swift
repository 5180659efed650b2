import WASIPprof
import WASIProfile
import WASIRun

/// Has a run profiled and writes the file when it is over.
struct ProfileOutput {
    private let format: ProfileFormat
    /// Opened before the run, which would otherwise be for nothing; `nil` if no file is wanted.
    private let file: OutputFile?
    private let profiler: RunProfiler
    private let address: PprofAddress?

    init(_ arguments: ProfileArguments) throws(CommandFailure) {
        format = arguments.format
        file = try arguments.file.map { (path) throws(CommandFailure) in try OutputFile(path, option: "--profile") }
        address = arguments.address
        profiler = RunProfiler(
            rate: arguments.rate, recordsRun: arguments.file != nil,
            keepsMoments: arguments.file != nil && format.usesMoments, watchesCalls: arguments.address != nil)
    }

    /// Has the run profiled.
    func attach(to command: inout WASICommand) { command.profiler = profiler }

    /// Serves profiles while the run lasts, if that is wanted.
    func serve(_ plan: RunPlan) throws(CommandFailure) -> PprofServer? {
        guard let address else { return nil }
        return try PprofServer.begin(address, profiler, plan)
    }

    /// Writes what there is.
    func write() {
        guard let file, let profile = profiler.profile() else { return }
        file.put(profile.encoded(as: format))
    }
}
