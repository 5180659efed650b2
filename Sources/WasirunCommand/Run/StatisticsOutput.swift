import WASIMiddleware
import WASIRun

/// Collects the statistics of a run and writes them when it is over.
struct StatisticsOutput {
    private let format: StatisticsArguments.Format
    /// Opened before the run, which would otherwise be for nothing; `nil` for standard error.
    private let file: OutputFile?
    private let statistics = Statistics()

    init(_ arguments: StatisticsArguments) throws(CommandFailure) {
        format = arguments.format
        file = try arguments.output.map { (path) throws(CommandFailure) in try OutputFile(path, option: "--stats-output") }
    }

    /// Has the calls counted.
    func attach(to command: inout WASICommand) {
        command.wrappers.append { [statistics] system in statistics.wrap(system) }
    }

    /// Writes what there is.
    ///
    /// - Parameter run: What is known of the run as a whole; `nil` if it has not come to its end.
    func write(_ run: RunStatistics?) {
        var report = statistics.report()
        if let run {
            report.phases = StatisticsReport.Phases(
                load: run.load, wasCompiled: run.wasCompiled, start: run.start, run: run.run)
            report.guestMemory = UInt64(clamping: run.memoryByteCount)
        }
        report.processMemory = HostProcess.peakMemory
        let text =
            switch format {
            case .text: report.text
            case .json: report.json
            }
        if let file { file.print(text) } else { StandardError.print(text) }
    }
}
