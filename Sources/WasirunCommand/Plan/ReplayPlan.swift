import WASIRun
import WASIWasmtime

/// What a command line of `wasirun replay` asks for, understood and complete.
struct ReplayPlan: Hashable {
    var recording: String
    /// The module, if it is not in the recording.
    var module: ModuleSource?
    /// Whether what is in the recording is printed instead of being run.
    var showsInformation: Bool
    var cache: CodeCache
    var trace: TracePlan?
    var statistics: StatisticsArguments?
    var profile: ProfileArguments?
    /// What Linux `perf` is told of the program's code.
    var perf: PerfSupport?

    /// Understands the options.
    init(_ options: ReplayOptions) throws(CommandFailure) {
        recording = options.recording
        module = try options.module.map { (text) throws(CommandFailure) in try ModuleSource(argument: text) }
        showsInformation = options.showsInformation
        cache = try CodeCache(argument: options.cache)
        trace = try TracePlan(options.trace)
        statistics = try StatisticsArguments(options.statistics)
        profile = try ProfileArguments(options.profile)
        perf = try PerfSupport(options.profile)
    }
}
